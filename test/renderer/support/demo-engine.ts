import type { HostInfo } from '#core/contract/home.ts';
import type { ExistingRun } from '#core/contract/run/existing-run.ts';
import type { Engine } from '#core/engine.ts';
import { demoCheck } from './demo-check.ts';
import { demoCompare } from './demo-compare.ts';
import { absoluteDemoPath, listDemoFolder, readDemoFile } from './demo-files.ts';
import { demoHome } from './demo-home.ts';
import { DEMO_INTERPRETERS } from './demo-interpreters.ts';
import { demoRoot } from './demo-root.ts';
import { demoRun, startedOf } from './demo-run-procedures.ts';
import { demoRuns } from './demo-runs.ts';
import type { DemoRun } from './demo-trials.ts';
import { createDemoWorld, type DemoWorld, freshRun } from './demo-world.ts';

export type DemoOptions = {
  /** The runs it begins with; one in every state by default. */
  readonly runs?: readonly DemoRun[];
  readonly readOnly?: boolean;
  /** Whether jobs can be submitted to Slurm. */
  readonly slurm?: boolean;
  /** What the host says of itself comes only then; at once by default. */
  readonly introduced?: Promise<void>;
  /** Checks that want no samples, such as that of a save, are answered only then; at once by default. */
  readonly checked?: Promise<void>;
  /** What a start finds in its root, until it is told what to do with it; null for an empty root. */
  readonly existing?: ExistingRun | null;
};

export type DemoEngine = Pick<DemoWorld, 'calls' | 'change' | 'run' | 'add'> & { readonly engine: Engine };

const HOST: HostInfo = {
  version: '0.1.0',
  host: 'browser',
  machine: 'workstation',
  platform: 'linux',
  home: '/users/person',
  read_only: false,
  cpus: 8,
  working_directory: '/users/person/code',
  slurm_refusal: 'this machine has no sbatch on its PATH',
};

function demoSetup(world: DemoWorld, { existing = null, checked }: DemoOptions): Engine['setup'] {
  return {
    check: async (input) => {
      await (input.samples === 0 ? checked : null);
      return demoCheck(input);
    },
    read: async ({ path }) => readDemoFile(path),
    save: async (input) => {
      world.calls.push({ name: 'setup.save', input });
      return { kind: 'saved', path: absoluteDemoPath(input.path) };
    },
    branch: async () => ({
      imported: 41,
      keeps_rungs: false,
      left_out: [
        { because: 'has a value of `width` that the new space does not allow', trials: 7 },
        { because: 'has no result', trials: 2 },
      ],
    }),
    lookAtRoot: async ({ root }) => demoRoot(root, existing),
    async *watchFile({ path }, { signal }) {
      yield { seq: 1, ...readDemoFile(path) };
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
    },
    async *test() {
      yield { seq: 1, kind: 'begun', config: { learning_rate: 0.01, epochs: 3 } };
      yield { seq: 2, kind: 'output', text: 'epoch 1: loss 0.51\nepoch 2: loss 0.43\n' };
      yield { seq: 3, kind: 'ended', seconds: 12.4, loss: 0.4213, cost: 0.003, error: null };
    },
    async *interpreters() {
      yield { seq: 1, interpreters: DEMO_INTERPRETERS.slice(0, 1), done: false };
      yield { seq: 2, interpreters: DEMO_INTERPRETERS, done: true };
    },
    script: async ({ workers, options }) =>
      options.some((option) => !option.startsWith('-'))
        ? { script: null, problem: 'An option begins with a dash' }
        : { script: ['#!/bin/sh', `# ${workers} workers`, ...options].join('\n'), problem: null },
    start: async (input) => {
      world.calls.push({ name: 'setup.start', input });
      if (input.existing.kind === 'ask' && existing) {
        return { kind: 'exists', existing };
      }
      const run = freshRun('resnet-wide');
      world.add(run);
      return startedOf(run);
    },
  };
}

/**
 * An engine without a disk: the list of runs, live runs, checks by the real reader of settings. It does what the
 * screens ask (stopping stops, resuming resumes) and keeps the calls for a test to look at.
 */
export function createDemoEngine(options: DemoOptions = {}): DemoEngine {
  const world = createDemoWorld(options.runs ?? demoRuns(), options.runs ? [] : ['/users/person/runs']);
  const engine: Engine = {
    host: {
      info: async () => {
        await options.introduced;
        return {
          ...HOST,
          read_only: options.readOnly ?? false,
          ...(options.slurm === true ? { slurm_refusal: null } : {}),
        };
      },
      list: async ({ path }) => listDemoFolder(path),
    },
    home: demoHome(world),
    run: demoRun(world),
    compare: demoCompare(world),
    setup: demoSetup(world, options),
    dispose: async () => undefined,
  };
  const { calls, change, run, add } = world;
  return { engine, calls, change, run, add };
}
