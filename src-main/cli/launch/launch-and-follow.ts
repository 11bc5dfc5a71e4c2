import { IncumbentError } from '#core/contract/errors.ts';
import type { ExistingRun } from '#core/contract/run/existing-run.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Launched } from '#core/engine/runs/launch-run.ts';
import { readStatus, readTrials } from '#core/engine/runs/look.ts';
import { startedNote } from '#core/engine/runs/started.ts';
import type { LaunchHost } from '#core/engine/workers/launch-host.ts';
import { submissionFiles, trialErrorFile, workerLogFile } from '#core/engine/workers/run-files.ts';
import { EXIT } from '../exit-code.ts';
import type { Invocation } from '../shell.ts';
import { problemText, statusSummary } from '../show/status-text.ts';
import type { Terminal } from '../terminal/terminal.ts';
import { type EarlySignals, earlySignals, followWorkers } from './follow-workers.ts';
import { commandLineHost } from './launching.ts';

type LaunchOptions = { readonly detach?: boolean; readonly json?: boolean };

type Answer = Launched | { readonly kind: 'exists'; readonly existing: ExistingRun };

type Launch = (host: LaunchHost) => Promise<Answer>;

/**
 * Starts workers and, unless detached, stays until they have left: live progress, Ctrl-C for the workers of this call.
 *
 * @returns the exit code: that of the workers, 0 where they were only started
 */
export async function launchAndFollow(
  invocation: Invocation<LaunchOptions>,
  launch: Launch,
): Promise<number> {
  const signals = earlySignals();
  try {
    return await launchHolding(signals, invocation, launch);
  } finally {
    signals.release();
  }
}

async function launchHolding(
  signals: EarlySignals,
  invocation: Invocation<LaunchOptions>,
  launch: Launch,
): Promise<number> {
  const { terminal, options, logLevel } = invocation;
  const host = commandLineHost(invocation);
  const answer = await launch(options.detach === true ? host : { ...host, onStarting: signals.hold });
  const launched = sayStart(answer, terminal);
  if (options.detach === true || launched.workers.length === 0) {
    signals.release();
    const status = await readStatus(launched.root);
    terminal.result(options.json === true ? launchDocument(status, launched, null) : startedText(launched));
    return EXIT.done;
  }
  const exitCode = await followWorkers({ launched, terminal, logLevel, signals });
  const status = await readStatus(launched.root);
  for (const line of await whereMoreIs(launched, status, exitCode)) {
    terminal.say(line);
  }
  terminal.result(
    options.json === true
      ? launchDocument(status, launched, exitCode)
      : statusSummary(status, terminal.colors),
  );
  return exitCode;
}

/**
 * Says what a person should know of a launch before its result.
 *
 * @throws IncumbentError `root-occupied` where nothing was launched
 */
export function sayStart(answer: Answer, { say, colors }: Terminal): Launched {
  if (answer.kind === 'exists') {
    throw new IncumbentError('root-occupied', `A run is there already: ${answer.existing.root}`);
  }
  for (const remark of answer.remarks) {
    say(problemText(remark, colors));
  }
  if (answer.trash !== null) {
    say(`The run that was there is kept in ${answer.trash}.`);
  }
  const note = startedNote(answer);
  if (note !== null) {
    say(note);
  }
  return answer;
}

/**
 * What a summary has no room for: why the workers of this call left a run in which others work, and where the traceback
 * of the trial that halted the run is, or the logs.
 */
async function whereMoreIs(
  { root, workers }: Launched,
  status: RunStatus,
  exitCode: number,
): Promise<readonly string[]> {
  const own = new Set(workers.map(({ id }) => id));
  if (exitCode === EXIT.done && status.state === 'running') {
    // Others go on, so that the status does not tell why the workers of this call left.
    return status.workers
      .filter(({ id, ended_because }) => own.has(id) && ended_because !== null)
      .map(({ id, ended_because }) => `Worker ${id} left: ${ended_because}`);
  }
  if (exitCode !== EXIT.halted && exitCode !== EXIT.systemRefused) {
    return [];
  }
  const { trials } = await readTrials(root);
  const failed = trials.findLast(({ state, worker }) => state === 'failed' && own.has(worker ?? ''));
  if (exitCode === EXIT.halted && failed !== undefined) {
    return [`Traceback: ${trialErrorFile(root, failed.trial)}`];
  }
  const silent = status.workers.filter(({ id, ended_because }) => own.has(id) && ended_because === null);
  return [
    ...silent.map(({ id }) => `Worker ${id} left without a word: it was killed, or could not write any more`),
    ...workers.map(({ id }) => `Log: ${workerLogFile(root, id)}`),
  ];
}

function startedText({ root, workers }: Launched): string {
  if (workers.length === 0) {
    return `The workers at work in ${root} go on with these settings`;
  }
  return [
    `Started ${workers.length === 1 ? 'one worker' : `${workers.length} workers`} in ${root}`,
    ...workers.map(({ id }) => `  ${id}`),
  ].join('\n');
}

/** The status document with what this call adds. */
export function launchDocument(status: RunStatus, launched: Launched, exitCode: number | null): string {
  const { root, how, workers, submission, trash, remarks } = launched;
  const launch = { how, workers: workers.map(({ id }) => id), trash, problems: remarks, exit_code: exitCode };
  const job = submission && { ...submission, ...submissionFiles(root, submission.submission, 'TASK') };
  return JSON.stringify({ ...status, launch: { ...launch, ...(job === null ? {} : { submission: job }) } });
}
