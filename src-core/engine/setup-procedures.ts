import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { IncumbentError } from '#core/contract/errors.ts';
import type { ExistingChoice } from '#core/contract/existing-run.ts';
import { readRun } from '#core/launch/read-run.ts';
import { fileError } from '#core/platform/files.ts';
import { silentLogger } from '#core/platform/log.ts';
import { checkReport } from './check-run.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Procedures } from './engine-types.ts';
import { launchRun, type RunRequest } from './launch-run.ts';
import { pipelineTestEvents } from './pipeline-test-events.ts';
import { startedNote, startedOf } from './started.ts';
import { typedPath } from './typed-path.ts';

/** No YAML of a run comes near it; a data file that was picked by mistake does. */
const LARGEST_TEXT_BYTES = 2_000_000;

export function setupProcedures(parts: EngineParts): Procedures<'setup'> {
  const { options, launchHost } = parts;
  const { workingDirectory, env } = options;
  const readYaml = (text: string, file: string | null) =>
    readRun({ text, file, workingDirectory, set: [], home: homedir(), env });
  return {
    check: async ({ text, file, samples }) => checkReport(await readYaml(text, file), samples),
    async *test({ text, file }, { signal }) {
      yield* pipelineTestEvents(await readYaml(text, file), options.log ?? silentLogger, signal);
    },
    read: async ({ path }) => {
      const file = typedPath(path, options);
      return { path: file, text: await readText(file) };
    },
    start: async ({ existing, ...request }) => {
      const launched = await launchRun(launchHost, {
        ...request,
        ...choiceOf(existing),
        workingDirectory,
        set: [],
        begunAt: launchHost.clock.now(),
      });
      return launched.kind === 'exists' ? launched : await startedOf(parts, launched, startedNote(launched));
    },
  };
}

async function readText(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    if (size > LARGEST_TEXT_BYTES) {
      throw new IncumbentError(
        'usage',
        `A run's YAML has at most ${LARGEST_TEXT_BYTES} bytes, found ${size}: ${path}`,
        { path, size },
      );
    }
    return await readFile(path, 'utf8');
  } catch (thrown) {
    throw fileError(thrown, path, 'read');
  }
}

/** The dialog's answer; overwriting takes the directory's own name, typed by the person. */
function choiceOf(existing: ExistingChoice): Pick<RunRequest, 'root' | 'wish' | 'confirmedName'> {
  switch (existing.kind) {
    case 'ask':
    case 'continue':
      return { root: null, wish: existing, confirmedName: null };
    case 'other-directory':
      return { root: existing.root, wish: { kind: 'ask' }, confirmedName: null };
    case 'overwrite':
      return {
        root: null,
        wish: { kind: 'overwrite', confirmed: true, ifIdle: false },
        confirmedName: existing.confirmed_name,
      };
  }
}
