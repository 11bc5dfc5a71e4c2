import { homedir } from 'node:os';
import { dirname } from 'node:path';
import type { ExistingChoice } from '#core/contract/run/existing-run.ts';
import type { UnsavedTexts } from '#core/contract/setup/documents.ts';
import { readRun } from '#core/launch/read/read-run.ts';
import { resolvePath } from '#core/launch/read/resolve-paths.ts';
import { lookAtRoot } from '#core/launch/root/look-at-root.ts';
import { withRootProblem } from '#core/launch/root/root-problem.ts';
import { silentLogger } from '#core/platform/log.ts';
import { liveGenerator } from '#core/watch/stream/live-generator.ts';
import { readDocumentFile, saveDocumentFile } from '../files/document-files.ts';
import { typedPath } from '../files/typed-path.ts';
import { watchDocument } from '../files/watch-document.ts';
import { branchPreview } from '../runs/branch-of.ts';
import { launchRun, type RunRequest } from '../runs/launch-run.ts';
import { startedNote, startedOf } from '../runs/started.ts';
import { checkReport } from '../setup/check-run.ts';
import { interpreterEvents } from '../setup/interpreter-events.ts';
import { pipelineTestEvents } from '../setup/pipeline-test-events.ts';
import { scriptPreview } from '../workers/preview-submission.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Procedures } from './engine-types.ts';

type ReadYaml = {
  readonly text: string;
  readonly file: string | null;
  readonly folder?: string | null | undefined;
  readonly unsaved?: UnsavedTexts | undefined;
};

/** The contract's procedures of setting a run up and starting it. */
export function setupProcedures(parts: EngineParts): Procedures<'setup'> {
  const { options, launchHost } = parts;
  const { workingDirectory, env } = options;
  const log = options.log ?? silentLogger;
  const readYaml = ({ folder, ...document }: ReadYaml) =>
    readRun({
      ...document,
      workingDirectory: folder ?? workingDirectory,
      set: [],
      home: homedir(),
      env,
    });
  return {
    check: async ({ samples, ...document }) =>
      checkReport(await withRootProblem(await readYaml(document)), samples),
    async *test(document, { signal }) {
      yield* pipelineTestEvents(await readYaml(document), log, signal);
    },
    interpreters: (document, { signal }) =>
      liveGenerator(signal, async function* (ended) {
        yield* interpreterEvents(await readYaml(document), ended);
      }),
    read: async ({ path }) => {
      const file = typedPath(path, options);
      return { path: file, text: await readDocumentFile(file) };
    },
    save: async ({ path, ...save }) => await saveDocumentFile({ ...save, path: typedPath(path, options) }),
    branch: async ({ from, ...document }) => await branchPreview(await readYaml(document), from, launchHost),
    lookAtRoot: async ({ root, file, folder: place }) => {
      const folder = file === null ? (place ?? workingDirectory) : dirname(file);
      return await lookAtRoot(resolvePath(root.trim(), { folder, home: homedir() }), homedir());
    },
    watchFile: ({ path }, { signal }) => watchDocument({ path: typedPath(path, options), log, signal }),
    script: (wish) => scriptPreview(launchHost, wish),
    start: async ({ existing, folder, branch_from, slurm, ...request }) => {
      const launched = await launchRun(launchHost, {
        ...request,
        ...choiceOf(existing),
        workingDirectory: folder ?? workingDirectory,
        slurm: slurm ?? undefined,
        branchFrom: branch_from,
        set: [],
        begunAt: launchHost.clock.now(),
      });
      return launched.kind === 'exists' ? launched : await startedOf(parts, launched, startedNote(launched));
    },
  };
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
