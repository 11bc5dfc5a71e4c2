import { analyse } from '#core/analysis/insight/analyse.ts';
import { lossesOf, tableOf } from '#core/analysis/trials/trial-table.ts';
import { exportRun } from '#core/config/exchange/export-run.ts';
import { parseRun } from '#core/config/run/parse-run.ts';
import { readConfiguration } from '#core/config/run/read-configuration.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { RunEvent, RunFacts, RunUpdate } from '#core/contract/run/run-view.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { Engine } from '#core/engine.ts';
import { demoDiagnosis } from './demo-diagnosis.ts';
import { DEMO_YAML } from './demo-files.ts';
import { DEMO_SPACE, type DemoRun, statusOf } from './demo-trials.ts';
import type { DemoWorld } from './demo-world.ts';

const MINUTE = 60_000;

function eventsOf(run: DemoRun): RunEvent[] {
  if (run.events !== undefined) {
    return [...run.events];
  }
  const best = statusOf(run).best?.trial ?? null;
  const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTE).toISOString();
  return [
    { kind: 'new-best', at: ago(38), trial: best, message: 'New best loss' },
    { kind: 'failed', at: ago(44), trial: run.trials[10]?.trial ?? null, message: 'CUDA out of memory' },
    { kind: 'worker-joined', at: ago(60), trial: null, message: 'Worker gpu03-4003 joined' },
  ];
}

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

export function startedOf(run: DemoRun) {
  return {
    kind: 'started' as const,
    key: run.key,
    root: run.root,
    workers: [`${run.key}-1`],
    note: null,
    trash: null,
  };
}

async function* watchRun(
  world: DemoWorld,
  key: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<RunUpdate> {
  const first = world.run(key);
  let seq = 1;
  yield {
    kind: 'snapshot',
    seq,
    facts: factsOf(first),
    status: statusOf(first),
    events: eventsOf(first),
    trials: [...first.trials],
  };
  for await (const change of world.runChanges.read(null, signal)) {
    if (change?.key === key) {
      const run = world.run(key);
      seq += 1;
      yield {
        kind: 'delta',
        seq,
        facts: null,
        status: statusOf(run),
        events: eventsOf(run),
        trials: [...change.trials],
        deleted: [...change.deleted],
        notes: [...world.notesOf(key)],
      };
    }
  }
}

function pieceOf(text: string, offset: number) {
  return { text: text.slice(offset), offset, size: text.length };
}

const STOPPED: Partial<Trial> = {
  state: 'failed',
  error: { type: 'Stopped', message: 'stopped from the app', traceback: '' },
};
const WAITING: Partial<Trial> = { state: 'pending', loss: null, error: null, worker: null, ended_at: null };

function changed(run: DemoRun, names: readonly string[], change: Partial<Trial>): Trial[] {
  return run.trials.filter(({ trial }) => names.includes(trial)).map((trial) => ({ ...trial, ...change }));
}

/** One run of the made-up disk began with trials of another one. */
function demoBranch(key: string) {
  return key === 'xgb-churn'
    ? {
        root: '/users/person/runs/xgb-first',
        name: 'xgb-first',
        imported: 41,
        keeps_rungs: false,
        left_out: [{ because: 'has a value of `depth` that the new space does not allow', trials: 7 }],
      }
    : null;
}

export function demoRun(world: DemoWorld): Engine['run'] {
  const record = (name: string, input: unknown) => world.calls.push({ name, input });
  return {
    watch: ({ key }, { signal }) => watchRun(world, key, signal),
    export: async ({ to }) => {
      const { settings, space } = parseRun({ text: DEMO_YAML, file: null, readText: () => null });
      if (settings === null || space === null) {
        throw new Error('Expected the demo text to be a run.');
      }
      return exportRun(settings, space, to);
    },
    configuration: async ({ key }) => ({
      facts: factsOf(world.run(key)),
      launches: [
        {
          at: new Date(Date.now() - 200 * MINUTE).toISOString(),
          host: 'workstation',
          by: 'person',
          version: '0.1.0',
          workers: 4,
          set: [],
          file: '/users/person/code/run.yaml',
          yaml: DEMO_YAML,
        },
      ],
      format: 1,
      run_id: `${key}-id`,
      branched_from: demoBranch(key),
      branches:
        key === 'resnet-cifar'
          ? [{ root: '/users/person/runs/resnet-wide', name: 'resnet-wide', at: new Date().toISOString() }]
          : [],
      size_bytes: 2_310_000_000,
      files: 1_204,
    }),
    heartbeats: async ({ key }) =>
      statusOf(world.run(key))
        .workers.filter(({ alive }) => alive !== false)
        .map(({ id }) => ({ worker: id, at: new Date().toISOString() })),
    scalars: async () => ({
      series: [
        { name: 'tb/train/loss', points: [1, 2, 3, 4].map((step): [number, number] => [step, 1 / step]) },
      ],
      left_out: null,
    }),
    trialLog: async ({ trial, offset }) =>
      pieceOf(`epoch 1: loss 0.9812\nepoch 2: loss 0.7711\n${trial} is done\n`, offset),
    async *analysis({ key, question }) {
      yield { kind: 'progress', seq: 1, share: 0 };
      const { trials } = world.run(key);
      const objectives = Math.max(1, ...trials.map((trial) => lossesOf(trial).length));
      const table = tableOf(DEMO_SPACE, trials, objectives);
      yield { kind: 'result', seq: 2, ...analyse(table, question, () => undefined) };
    },
    workerLog: async ({ worker, offset }) =>
      pieceOf(`2026-01-31T12:00:00.000Z info  ${worker} started\n`, offset),
    doctor: async ({ key }) => demoDiagnosis(world.run(key)),
    mend: async (input) => {
      record('run.mend', input);
      return {
        ...demoDiagnosis(world.run(input.key)),
        findings: [],
        mended: ['put trial 7 back into the queue'],
      };
    },
    stop: async (input) => {
      record('run.stop', input);
      if (input.trials !== undefined) {
        world.change(input.key, {}, changed(world.run(input.key), input.trials, STOPPED));
        return {};
      }
      const handedBack = world
        .run(input.key)
        .trials.filter((trial) => trial.state === 'evaluating')
        .map((trial): Trial => ({ ...trial, state: 'pending' }));
      world.change(input.key, { state: 'stopped', workers: 0, message: 'Stopped by hand.' }, handedBack);
      return {};
    },
    requeue: async (input) => {
      record('run.requeue', input);
      world.change(input.key, {}, changed(world.run(input.key), input.trials, WAITING));
      return { trials: input.trials, workers_alive: world.run(input.key).state === 'running' ? 1 : 0 };
    },
    note: async (input) => {
      record('run.note', input);
      return world.note(input.key, input);
    },
    delete: async (input) => {
      record('run.delete', input);
      world.change(input.key, {}, [], input.trials);
      return { trials: input.trials.map((trial) => ({ trial, trash: `/trash/config_${trial}` })) };
    },
    enqueue: async (input) => {
      record('run.enqueue', input);
      const { config, problems } = readConfiguration(DEMO_SPACE, input.values);
      if (config === null) {
        throw new IncumbentError('config-invalid', 'The configuration is not valid', { problems });
      }
      return { trial: '101', workers_alive: 1, has_room: true };
    },
    resume: async (input) => {
      record('run.resume', input);
      world.change(input.key, { state: 'running', workers: input.workers, message: null });
      return startedOf(world.run(input.key));
    },
    queues: async () => [
      { submission: '0001', states: { RUNNING: 3, PENDING: 9 }, reason: 'Resources', problem: null },
    ],
    addWorkers: async (input) => {
      record('run.addWorkers', input);
      world.change(input.key, { workers: world.run(input.key).workers + input.workers });
      return startedOf(world.run(input.key));
    },
  };
}
