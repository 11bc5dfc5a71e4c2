import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Home, HomeRun, HomeUpdate } from '#core/contract/home.ts';
import { liveGenerator } from '#core/watch/stream/live-generator.ts';
import { typedPath } from '../files/typed-path.ts';
import { launchRun } from '../runs/launch-run.ts';
import { requireKnownTrash, restoreShown, trashIn } from '../runs/trash.ts';
import { copyExample, listExamples } from '../setup/examples.ts';
import type { EngineParts } from './engine-parts.ts';
import type { Procedures } from './engine-types.ts';

/** The examples are small: more workers would only wait for each other. */
const EXAMPLE_WORKERS = 2;

/** The contract's procedures of the list of runs. */
export function homeProcedures(parts: EngineParts): Procedures<'home'> {
  const { home, options } = parts;
  return {
    watch: (_input, { signal }) =>
      liveGenerator(signal, (ended) => homeUpdates(home.watch({ signal: ended }))),
    open: ({ path }) => home.open(typedPath(path, options)),
    remove: async ({ key }) => {
      await home.remove(key);
      return {};
    },
    watchFolder: ({ path }) => home.watchFolder(typedPath(path, options)),
    unwatchFolder: async ({ path }) => {
      await home.unwatchFolder(path);
      return {};
    },
    trash: async ({ folders }) => [...(await trashIn(folders))],
    restore: async ({ path }) => {
      await requireKnownTrash(path, await home.places());
      const root = await restoreShown(path, parts.launchHost.clock);
      await parts.watches.look(root);
      return { ...(await home.open(root)), root };
    },
    examples: () => listExamples(options),
    copyExample: async ({ name }) => {
      const path = await copyExample(options, name);
      return { path, text: await readFile(path, 'utf8') };
    },
    startExample: async ({ name }) => ({ key: await startExample(parts, name) }),
  };
}

/** Starts a copy of an example; beside an earlier run of it, never in its place. */
async function startExample({ options, launchHost, home }: EngineParts, name: string): Promise<string> {
  const file = await copyExample(options, name);
  const request = {
    text: await readFile(file, 'utf8'),
    file,
    workingDirectory: dirname(file),
    root: null,
    workers: EXAMPLE_WORKERS,
    env: {},
    set: [],
    wish: { kind: 'ask' },
    confirmedName: null,
    begunAt: launchHost.clock.now(),
  } as const;
  const first = await launchRun(launchHost, request);
  const started =
    first.kind === 'started'
      ? first
      : await launchRun(launchHost, { ...request, root: first.existing.suggested_root });
  const root = started.kind === 'started' ? started.root : started.existing.root;
  return (await home.open(root)).key;
}

/**
 * Whole lists as what changed between them: the first one whole, then only rows that are another object than before,
 * with the keys of all where rows came, went or moved. 500 runs of which one goes on are then one row a time.
 */
export async function* homeUpdates(lists: AsyncIterable<Home>): AsyncGenerator<HomeUpdate, void, void> {
  let before: readonly HomeRun[] | null = null;
  for await (const list of lists) {
    yield before === null ? list : updateBetween(before, list);
    before = list.runs;
  }
}

function updateBetween(before: readonly HomeRun[], { seq, runs, watched_folders }: Home): HomeUpdate {
  const known = new Set(before);
  return {
    seq,
    runs: runs.filter((run) => !known.has(run)),
    watched_folders,
    keys: runs.map(({ key }) => key),
  };
}
