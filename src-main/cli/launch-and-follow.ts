import { IncumbentError } from '#core/contract/errors.ts';
import type { ExistingRun } from '#core/contract/existing-run.ts';
import type { RunStatus } from '#core/contract/status.ts';
import type { LaunchHost } from '#core/engine/launch-host.ts';
import type { Launched } from '#core/engine/launch-run.ts';
import { readStatus } from '#core/engine/look.ts';
import { startedNote } from '#core/engine/started.ts';
import { workerLogFile } from '#core/engine/worker-log.ts';
import { EXIT } from './exit-code.ts';
import { followWorkers } from './follow-workers.ts';
import { commandLineHost } from './launching.ts';
import type { Invocation } from './shell.ts';
import { statusSummary } from './status-text.ts';

type LaunchOptions = { readonly detach?: boolean; readonly json?: boolean };

type Launch = (
  host: LaunchHost,
) => Promise<Launched | { readonly kind: 'exists'; readonly existing: ExistingRun }>;

/**
 * Starts workers and, unless detached, stays until they have left: live progress, Ctrl-C for the workers of this call.
 *
 * @returns the exit code: that of the workers, 0 where they were only started
 */
export async function launchAndFollow(
  { terminal, options, logLevel }: Invocation<LaunchOptions>,
  launch: Launch,
): Promise<number> {
  const launched = await launch(commandLineHost(logLevel));
  if (launched.kind === 'exists') {
    throw new IncumbentError('root-occupied', `A run is there already: ${launched.existing.root}`);
  }
  sayStart(launched, (text) => terminal.say(text));
  if (options.detach === true) {
    const status = await readStatus(launched.root);
    terminal.result(options.json === true ? documentOf(status, launched, null) : startedText(launched));
    return EXIT.done;
  }
  const exitCode = await followWorkers({ launched, terminal, logLevel });
  if (exitCode === EXIT.halted || exitCode === EXIT.systemRefused) {
    sayWhereMoreIs(launched, (text) => terminal.say(text));
  }
  const status = await readStatus(launched.root);
  terminal.result(
    options.json === true ? documentOf(status, launched, exitCode) : statusSummary(status, terminal.colors),
  );
  return exitCode;
}

function sayStart(launched: Launched, say: (text: string) => void): void {
  const note = startedNote(launched);
  if (note !== null) {
    say(note);
  }
}

function sayWhereMoreIs({ root, workers }: Launched, say: (text: string) => void): void {
  const logs = workers.map(({ id }) => `  ${workerLogFile(root, id)}`);
  say(
    [
      'Tracebacks are with the trials (results/config_*/error.yaml) and in the logs of the workers:',
      ...logs,
    ].join('\n'),
  );
}

function startedText({ root, workers }: Launched): string {
  return [
    `Started ${workers.length === 1 ? 'one worker' : `${workers.length} workers`} in ${root}`,
    ...workers.map(({ id }) => `  ${id}`),
  ].join('\n');
}

/** The status document with what this call adds. */
function documentOf(status: RunStatus, { how, workers, trash }: Launched, exitCode: number | null): string {
  const launch = { how, workers: workers.map(({ id }) => id), trash, exit_code: exitCode };
  return JSON.stringify({ ...status, launch });
}
