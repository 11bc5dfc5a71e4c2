import { sparkline } from '#core/analysis/sparkline.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { ExistingRun } from '#core/contract/existing-run.ts';
import type { Example, HomeRun, HostInfo } from '#core/contract/home.ts';
import type { RunEvent, RunFacts, RunUpdate } from '#core/contract/run-view.ts';
import type { Trial } from '#core/contract/trial.ts';
import type { Engine } from '#core/engine.ts';
import { demoCheck } from './demo-check.ts';
import { DEMO_YAML, listDemoFolder, readDemoFile } from './demo-files.ts';
import { demoRuns } from './demo-runs.ts';
import { DEMO_SPACE, type DemoRun, demoTrials, statusOf } from './demo-trials.ts';
import { createTopic } from './topic.ts';

export type DemoOptions = {
  /** The runs it begins with; one in every state by default. */
  readonly runs?: readonly DemoRun[];
  readonly host?: HostInfo['host'];
  readonly readOnly?: boolean;
  /** What a start finds in its root, until it is told what to do with it; null for an empty root. */
  readonly existing?: ExistingRun | null;
};

export type DemoEngine = {
  readonly engine: Engine;
  /** Every call that changes something, as `name` and input, in order. */
  readonly calls: { readonly name: string; readonly input: unknown }[];
  /** Replaces parts of a run; `trials` lists new and changed ones. Watchers hear of it at once. */
  readonly change: (
    key: string,
    change: Partial<DemoRun>,
    trials?: readonly Trial[],
    deleted?: readonly string[],
  ) => void;
  readonly run: (key: string) => DemoRun;
  readonly add: (run: DemoRun) => void;
};

const EXAMPLE: Example = {
  name: 'digits',
  title: 'Handwritten digits',
  summary:
    'A small network on 1,797 handwritten digits. Runs on this machine, about 3 minutes, nothing to install.',
  file: '/app/assets/examples/digits.yaml',
  needs: null,
};

const EVENTS: readonly RunEvent[] = [
  {
    kind: 'new-best',
    at: new Date(Date.now() - 38 * 60_000).toISOString(),
    trial: '34_rung_3',
    message: 'New best loss 0.05871',
  },
  {
    kind: 'failed',
    at: new Date(Date.now() - 44 * 60_000).toISOString(),
    trial: '33_rung_2',
    message: 'CUDA out of memory',
  },
  {
    kind: 'worker-joined',
    at: new Date(Date.now() - 60 * 60_000).toISOString(),
    trial: null,
    message: 'Worker gpu03-4003 joined',
  },
];

function factsOf(run: DemoRun): RunFacts {
  return {
    key: run.key,
    name: run.name,
    root: run.root,
    space_inferred: false,
    space: [...DEMO_SPACE],
    optimizer: { name: run.optimizer, arguments: { eta: 3 }, reason: 'The YAML names it.' },
    settings: { max_evaluations_total: run.evaluations, max_cost_total: run.cost, ignore_errors: true },
    read_only_because: run.readOnlyBecause,
  };
}

function homeRunOf(run: DemoRun): HomeRun {
  return {
    key: run.key,
    name: run.name,
    root: run.root,
    status: statusOf(run),
    unreadable_because: null,
    trajectory: sparkline(run.trials),
    read_only_because: run.readOnlyBecause,
    watched_folder: run.root.startsWith('/home/person/runs') ? '/home/person/runs' : null,
  };
}

/**
 * An engine without a disk: the list of runs, live runs, checks by the real reader of settings. It does what the screens
 * ask (stopping stops, resuming resumes) and keeps the calls for a test to look at.
 */
export function createDemoEngine(options: DemoOptions = {}): DemoEngine {
  const runs = new Map((options.runs ?? demoRuns()).map((run) => [run.key, run]));
  const folders = new Set<string>(options.runs ? [] : ['/home/person/runs']);
  const calls: { name: string; input: unknown }[] = [];
  const homeChanges = createTopic<null>();
  const runChanges = createTopic<{
    key: string;
    trials: readonly Trial[];
    deleted: readonly string[];
  } | null>();
  let seq = 0;

  const runOf = (key: string): DemoRun => {
    const run = runs.get(key);
    if (!run) {
      throw new IncumbentError('not-found', `Expected a run of the list, found none with the key ${key}.`, {
        key,
      });
    }
    return run;
  };
  const record = (name: string, input: unknown) => {
    calls.push({ name, input });
  };
  const add = (run: DemoRun) => {
    runs.set(run.key, run);
    homeChanges.publish(null);
  };
  const change: DemoEngine['change'] = (key, part, trials = [], deleted = []) => {
    const before = runOf(key);
    const changed = new Map(trials.map((trial) => [trial.trial, trial]));
    const kept = before.trials.filter((trial) => !deleted.includes(trial.trial));
    const known = new Set(kept.map((trial) => trial.trial));
    const merged = [
      ...kept.map((trial) => changed.get(trial.trial) ?? trial),
      ...trials.filter((trial) => !known.has(trial.trial)),
    ];
    runs.set(key, { ...before, trials: merged, ...part });
    homeChanges.publish(null);
    runChanges.publish({ key, trials, deleted });
  };
  const started = (run: DemoRun, note: string | null = null) => ({
    kind: 'started' as const,
    key: run.key,
    root: run.root,
    workers: [`${run.key}-1`],
    note,
  });
  const home = () => {
    seq += 1;
    return {
      seq,
      runs: [...runs.values()].map(homeRunOf),
      watched_folders: [...folders].map((path) => ({
        path,
        found: [...runs.values()].filter((run) => run.root.startsWith(path)).length,
        problem: null,
      })),
    };
  };
  const freshRun = (name: string): DemoRun => ({
    key: name,
    name,
    root: `/home/person/runs/${name}`,
    state: 'running',
    optimizer: 'random_search',
    trials: demoTrials({ seed: 9, completed: 3, evaluating: 1, endedSecondsAgo: 1, losses: [0.9, 0.1] }),
    evaluations: 20,
    cost: null,
    costUnit: null,
    workers: 1,
    changedSecondsAgo: 0,
    message: null,
    readOnlyBecause: null,
  });

  const engine: Engine = {
    host: {
      info: async () => ({
        version: '0.1.0',
        host: options.host ?? 'browser',
        machine: 'workstation',
        platform: 'linux',
        home: '/home/person',
        read_only: options.readOnly ?? false,
        cpus: 8,
        working_directory: '/home/person/code',
      }),
      list: async ({ path }) => listDemoFolder(path),
    },
    home: {
      async *watch(_input, { signal }) {
        for await (const _change of homeChanges.read(null, signal)) {
          yield home();
        }
      },
      open: async (input) => {
        record('home.open', input);
        const found = [...runs.values()].find((run) => run.root === listDemoFolder(input.path).path);
        if (!found && !listDemoFolder(input.path).entries.length) {
          throw new IncumbentError(
            'root-not-a-run',
            `Expected a run directory, found an empty one at ${input.path}. Choose the directory that holds \`results\`.`,
          );
        }
        return { key: found?.key ?? 'resnet-cifar' };
      },
      remove: async (input) => {
        record('home.remove', input);
        runs.delete(input.key);
        homeChanges.publish(null);
        return {};
      },
      watchFolder: async (input) => {
        record('home.watchFolder', input);
        folders.add(listDemoFolder(input.path).path);
        homeChanges.publish(null);
        return { found: 0 };
      },
      unwatchFolder: async (input) => {
        record('home.unwatchFolder', input);
        folders.delete(input.path);
        homeChanges.publish(null);
        return {};
      },
      examples: async () => [EXAMPLE],
      startExample: async (input) => {
        record('home.startExample', input);
        add(freshRun('digits'));
        return { key: 'digits' };
      },
    },
    run: {
      async *watch({ key }, { signal }) {
        const run = runOf(key);
        const snapshot: RunUpdate = {
          kind: 'snapshot',
          seq: 1,
          facts: factsOf(run),
          status: statusOf(run),
          events: [...EVENTS],
          trials: [...run.trials],
        };
        yield snapshot;
        let runSeq = 1;
        for await (const update of runChanges.read(null, signal)) {
          if (update?.key === key) {
            runSeq += 1;
            yield {
              kind: 'delta',
              seq: runSeq,
              facts: null,
              status: statusOf(runOf(key)),
              events: [...EVENTS],
              trials: [...update.trials],
              deleted: [...update.deleted],
            };
          }
        }
      },
      configuration: async ({ key }) => {
        const run = runOf(key);
        return {
          facts: factsOf(run),
          launches: [
            {
              at: new Date(Date.now() - 12_000_000).toISOString(),
              host: 'workstation',
              by: 'person',
              version: '0.1.0',
              workers: 4,
              set: [],
              file: '/home/person/code/run.yaml',
              yaml: DEMO_YAML,
            },
          ],
          format: 1,
          run_id: `${key}-id`,
          size_bytes: 2_310_000_000,
          files: 1_204,
        };
      },
      trialLog: async ({ trial, offset }) => {
        const text = `epoch 1: loss 0.9812\nepoch 2: loss 0.7711\n${trial} is done\n`;
        return { text: text.slice(offset), offset, size: text.length };
      },
      workerLog: async ({ worker, offset }) => {
        const text = `2026-01-31T12:00:00.000Z info  ${worker} started\n`;
        return { text: text.slice(offset), offset, size: text.length };
      },
      stop: async (input) => {
        record('run.stop', input);
        const run = runOf(input.key);
        const handed = run.trials
          .filter((trial) => trial.state === 'evaluating')
          .map((trial): Trial => ({ ...trial, state: 'pending' }));
        change(input.key, { state: 'stopped', workers: 0, message: 'Stopped by hand.' }, handed);
        return {};
      },
      resume: async (input) => {
        record('run.resume', input);
        change(input.key, { state: 'running', workers: input.workers, message: null });
        return started(runOf(input.key));
      },
      addWorkers: async (input) => {
        record('run.addWorkers', input);
        change(input.key, { workers: runOf(input.key).workers + input.workers });
        return started(runOf(input.key));
      },
    },
    setup: {
      check: async (input) => demoCheck(input),
      read: async ({ path }) => readDemoFile(path),
      start: async (input) => {
        record('setup.start', input);
        if (input.existing.kind === 'ask' && options.existing) {
          return { kind: 'exists', existing: options.existing };
        }
        const run = freshRun('resnet-wide');
        add(run);
        return started(run);
      },
    },
    dispose: async () => undefined,
  };
  return { engine, calls, change, run: runOf, add };
}

/** What a start finds in a root that another run has filled, `changes` made to it. */
export function demoExistingRun(changes: Partial<ExistingRun> = {}): ExistingRun {
  const now = Date.now();
  return {
    root: '/home/person/runs/resnet-wide',
    name: 'resnet-wide',
    optimizer: 'priorband',
    created_at: new Date(now - 4 * 86_400_000).toISOString(),
    last_change_at: new Date(now - 3 * 86_400_000).toISOString(),
    counts: { pending: 0, evaluating: 0, stale: 0, success: 36, failed: 3, crashed: 2, unreadable: 0 },
    best: { trial: '11_rung_3', loss: 0.0612, ended_at: new Date(now - 3 * 86_400_000).toISOString() },
    evaluation_seconds: 18_720,
    cost: 9.84,
    cost_unit: 'GPU hours',
    size_bytes: 2_310_000_000,
    files: 1_204,
    foreign_files: [],
    foreign_count: 0,
    workers_alive: [],
    differences: [],
    continue_refusal: null,
    overwrite_refusal: null,
    suggested_root: '/home/person/runs/resnet-wide-2',
    trash: '/home/person/runs/.incumbent-trash',
    ...changes,
  };
}
