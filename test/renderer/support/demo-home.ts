import { sparklineInSteps } from '#core/analysis/charts/sparkline.ts';
import { allAtOnce } from '#core/analysis/charts/steps.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { Example, Home, HomeRun } from '#core/contract/home.ts';
import type { Engine } from '#core/engine.ts';
import { absoluteDemoPath, listDemoFolder, readDemoFile } from './demo-files.ts';
import { demoTrash } from './demo-trash.ts';
import { type DemoRun, statusOf } from './demo-trials.ts';
import { type DemoWorld, freshRun } from './demo-world.ts';

const EXAMPLE: Example = {
  name: 'digits',
  title: 'Handwritten digits',
  summary:
    'A small network on 1,797 handwritten digits. Runs on this machine, about 3 minutes, nothing to install.',
  file: '/users/person/code/run.yaml',
  needs: null,
};

function homeRunOf(run: DemoRun): HomeRun {
  return {
    key: run.key,
    name: run.name,
    root: run.root,
    status: statusOf(run),
    unreadable_because: null,
    trajectory: allAtOnce(sparklineInSteps(run.trials)),
    read_only_because: run.readOnlyBecause,
    watched_folder: null,
  };
}

function homeOf({ runs, folders }: DemoWorld, seq: number): Home {
  const all = [...runs.values()];
  return {
    seq,
    runs: all.map(homeRunOf),
    watched_folders: [...folders].map((path) => ({
      path,
      found: all.filter((run) => run.root.startsWith(path)).length,
      problem: null,
    })),
  };
}

function keyOfRoot(world: DemoWorld, root: string): string {
  const found = [...world.runs.values()].find((run) => run.root === root);
  if (!found) {
    throw new IncumbentError(
      'root-not-a-run',
      `Expected a run directory, found something else at ${root}. Choose the directory that holds \`results\`.`,
    );
  }
  return found.key;
}

export function demoHome(world: DemoWorld): Engine['home'] {
  let seq = 0;
  const record = (name: string, input: unknown) => world.calls.push({ name, input });
  return {
    async *watch(_input, { signal }) {
      for await (const _change of world.homeChanges.read(null, signal)) {
        seq += 1;
        yield homeOf(world, seq);
      }
    },
    open: async (input) => {
      record('home.open', input);
      return { key: keyOfRoot(world, absoluteDemoPath(input.path)) };
    },
    remove: async (input) => {
      record('home.remove', input);
      world.remove(input.key);
      return {};
    },
    watchFolder: async (input) => {
      record('home.watchFolder', input);
      world.folders.add(listDemoFolder(input.path).path);
      world.homeChanges.publish(null);
      return { found: 0 };
    },
    unwatchFolder: async (input) => {
      record('home.unwatchFolder', input);
      world.folders.delete(input.path);
      world.homeChanges.publish(null);
      return {};
    },
    trash: async () => demoTrash(),
    restore: async ({ path }) => {
      record('home.restore', { path });
      const [run] = world.runs.values();
      return { key: run?.key ?? '', root: run?.root ?? '' };
    },
    examples: async () => [EXAMPLE],
    copyExample: async () => readDemoFile('/users/person/code/run.yaml'),
    startExample: async (input) => {
      record('home.startExample', input);
      world.add(freshRun('digits'));
      return { key: 'digits' };
    },
  };
}
