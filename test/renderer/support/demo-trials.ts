import { bestOf } from '#core/analysis/trials/best.ts';
import { countStates } from '#core/analysis/trials/counts.ts';
import type { RunEvent } from '#core/contract/run/run-view.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import { isCompleted, type Trial, type TrialState } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { createRng } from '#core/space/rng.ts';
import { sampleUniform } from '#core/space/sampling.ts';

/** A space with one parameter of every kind and a fidelity. */
export const DEMO_SPACE: SearchSpace = [
  {
    kind: 'float',
    name: 'learning_rate',
    lower: 1e-4,
    upper: 0.1,
    log: true,
    prior: 0.01,
    prior_confidence: 'medium',
    is_fidelity: false,
  },
  {
    kind: 'float',
    name: 'weight_decay',
    lower: 1e-6,
    upper: 0.01,
    log: true,
    prior: 1e-4,
    prior_confidence: 'low',
    is_fidelity: false,
  },
  {
    kind: 'float',
    name: 'momentum',
    lower: 0.8,
    upper: 0.99,
    log: false,
    prior: 0.9,
    prior_confidence: 'high',
    is_fidelity: false,
  },
  {
    kind: 'categorical',
    name: 'batch_size',
    choices: [32, 64, 128, 256, 512],
    choice_kinds: ['integer', 'integer', 'integer', 'integer', 'integer'],
    prior: null,
    prior_confidence: null,
  },
  {
    kind: 'integer',
    name: 'width',
    lower: 16,
    upper: 64,
    log: true,
    prior: null,
    prior_confidence: null,
    is_fidelity: false,
  },
  {
    kind: 'categorical',
    name: 'optimizer',
    choices: ['sgd', 'adam', 'adamw'],
    choice_kinds: ['string', 'string', 'string'],
    prior: 'sgd',
    prior_confidence: 'medium',
  },
  { kind: 'constant', name: 'dataset', value: 'digits', value_kind: 'string' },
  {
    kind: 'integer',
    name: 'epochs',
    lower: 3,
    upper: 81,
    log: false,
    prior: null,
    prior_confidence: null,
    is_fidelity: true,
  },
];

/** What a run of the demo is made of; everything else follows from it. */
export type DemoRun = {
  readonly key: string;
  readonly name: string;
  readonly root: string;
  readonly state: RunStatus['state'];
  readonly optimizer: string;
  readonly trials: readonly Trial[];
  readonly evaluations: number | null;
  readonly cost: number | null;
  readonly costUnit: string | null;
  readonly workers: number;
  readonly changedSecondsAgo: number;
  readonly message: string | null;
  readonly readOnlyBecause: string | null;
  readonly stopping?: RunStatus['stopping'];
  readonly submissions?: RunStatus['submissions'];
  /** Its latest events; made up where they are absent. */
  readonly events?: readonly RunEvent[];
};

type TrialsInput = {
  readonly seed: number;
  readonly completed: number;
  readonly evaluating: number;
  readonly stale?: number;
  readonly failEvery?: number;
  readonly endedSecondsAgo: number;
  /** Where losses begin and where they tend to. */
  readonly losses: readonly [number, number];
};

const RUNGS = [3, 9, 27, 81] as const;

function stateOf(index: number, input: TrialsInput): TrialState {
  if (index >= input.completed) {
    return index < input.completed + input.evaluating ? 'evaluating' : 'stale';
  }
  const every = input.failEvery ?? 0;
  if (every > 0 && index % every === every - 1) {
    return index % (3 * every) === 3 * every - 1 ? 'crashed' : 'failed';
  }
  return 'success';
}

const OUT_OF_MEMORY = {
  type: 'torch.cuda.OutOfMemoryError',
  message: 'CUDA out of memory. Tried to allocate 1.53 GiB; 702.2 MiB free of 23.69 GiB on GPU 0.',
  traceback: [
    'Traceback (most recent call last):',
    '  File "train.py", line 118, in train',
    '    loss = step(model, batch, opt)',
    '  File "train.py", line 74, in step',
    '    out = model(x)',
    'torch.cuda.OutOfMemoryError: CUDA out of memory. Tried to allocate 1.53 GiB',
  ].join('\n'),
} as const;

function learningCurve(loss: number, epochs: number): number[] {
  return Array.from(
    { length: epochs },
    (_, epoch) => loss * (1 + 2.4 / (1 + epoch * (8 / epochs)) - 2.4 / 9),
  );
}

/** What an evaluation reported, by the state it ended in. */
function reportOf(state: TrialState, loss: number, epochs: number): Partial<Trial> {
  if (state === 'success') {
    return { loss, learning_curve: learningCurve(loss, epochs), extra: { accuracy: 1 - loss } };
  }
  return {
    loss: null,
    learning_curve: null,
    extra: null,
    error: state === 'failed' || state === 'crashed' ? OUT_OF_MEMORY : null,
  };
}

/** Trials of a made-up run: losses fall as it goes on and as the fidelity grows; every `failEvery`-th fails. */
export function demoTrials(input: TrialsInput, now = Date.now()): Trial[] {
  const rng = createRng(input.seed, 0);
  const total = input.completed + input.evaluating + (input.stale ?? 0);
  const [from, to] = input.losses;
  return Array.from({ length: total }, (_, index): Trial => {
    const state = stateOf(index, input);
    const rung = Math.min(3, Math.floor(rng.next() ** 2 * 4));
    const fidelity = RUNGS[rung] ?? 3;
    const progress = Math.min(1, index / Math.max(input.completed, 1));
    const loss = to + (from - to) * Math.exp(-2.2 * progress - 0.5 * rung) * (0.55 + rng.next());
    const startedAt = now - (input.endedSecondsAgo + (total - index) * 97) * 1000;
    const done = isCompleted(state);
    return {
      trial: `${index + 1}_rung_${rung}`,
      state,
      config: { ...sampleUniform(DEMO_SPACE, rng), epochs: fidelity },
      loss: null,
      cost: done ? fidelity * 0.0185 : null,
      learning_curve: null,
      extra: null,
      error: null,
      bracket: index % 4,
      rung,
      fidelity,
      previous: null,
      attempt: 1,
      worker: `gpu0${(index % 2) + 2}-${4000 + (index % 4)}`,
      sampled_at: new Date(startedAt).toISOString(),
      started_at: new Date(startedAt).toISOString(),
      ended_at: done ? new Date(startedAt + 90_000).toISOString() : null,
      ...reportOf(state, loss, fidelity),
    };
  });
}

/** The status of a demo run, made from its trials. */
export function statusOf(run: DemoRun, now = Date.now()): RunStatus {
  const counts = countStates(run.trials);
  const completed = counts.success + counts.failed + counts.crashed;
  const spent = run.trials.reduce((sum, trial) => sum + (typeof trial.cost === 'number' ? trial.cost : 0), 0);
  return {
    schema: 1,
    root: run.root,
    layout: run.readOnlyBecause === null ? 'incumbent' : 'optuna-journal',
    state: run.state,
    finished_because: run.state === 'finished' ? 'evaluations' : null,
    optimizer: { name: run.optimizer },
    counts,
    best: bestOf(run.trials),
    budget: {
      evaluations: {
        completed,
        committed: completed + counts.evaluating + counts.stale + counts.pending,
        total: run.evaluations,
      },
      cost: { spent, total: run.cost },
      duration: { spent: 9_600, total: null },
    },
    workers: workersOf(run, now),
    ...(run.submissions === undefined ? {} : { submissions: run.submissions }),
    problems: [],
    run_id: `${run.key}-id`,
    created_at: new Date(now - 12_000_000).toISOString(),
    last_change_at: new Date(now - run.changedSecondsAgo * 1000).toISOString(),
    message: run.message,
    cost_unit: run.costUnit,
    stopping: run.stopping ?? null,
    last_workers: Math.max(1, run.workers),
    last_env: run.workers > 1 ? { CUDA_VISIBLE_DEVICES: '[0, 1]' } : {},
  };
}

function workersOf(run: DemoRun, now: number): RunStatus['workers'] {
  const evaluating = run.trials.filter((trial) => trial.state === 'evaluating');
  return Array.from({ length: run.workers }, (_, index) => ({
    id: `gpu0${(index % 2) + 2}-${4000 + index}`,
    host: `gpu0${(index % 2) + 2}`,
    pid: 4000 + index,
    alive: run.state === 'running',
    trial: evaluating[index]?.trial ?? null,
    started_at: new Date(now - 9_600_000).toISOString(),
    ended_because: run.state === 'running' ? null : 'stopped',
  }));
}
