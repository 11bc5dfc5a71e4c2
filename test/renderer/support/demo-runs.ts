import { type DemoRun, demoTrials } from './demo-trials.ts';

const HOME = '/users/person';

function run(given: Partial<DemoRun> & Pick<DemoRun, 'name' | 'state' | 'trials'>): DemoRun {
  return {
    key: given.name,
    root: `${HOME}/runs/${given.name}`,
    optimizer: 'random_search',
    evaluations: 100,
    cost: null,
    costUnit: null,
    workers: 0,
    changedSecondsAgo: 3,
    message: null,
    readOnlyBecause: null,
    ...given,
  };
}

const HOURS = 3_600;
const DAYS = 24 * HOURS;

/** One run in every state, as in a busy week. */
export function demoRuns(): DemoRun[] {
  return [
    run({
      name: 'resnet-cifar',
      state: 'running',
      optimizer: 'priorband',
      cost: 48,
      costUnit: 'GPU hours',
      workers: 4,
      trials: demoTrials({
        seed: 1,
        completed: 61,
        evaluating: 4,
        stale: 1,
        failEvery: 11,
        endedSecondsAgo: 2,
        losses: [0.9, 0.05],
      }),
    }),
    run({
      name: 'gpt-nano-owt',
      root: '/scratch/gpt-nano-owt',
      state: 'running',
      optimizer: 'async_hb',
      evaluations: 400,
      cost: 900,
      workers: 16,
      changedSecondsAgo: 12,
      trials: demoTrials({ seed: 2, completed: 212, evaluating: 16, endedSecondsAgo: 9, losses: [9, 3.1] }),
    }),
    run({
      name: 'optuna-lgbm',
      root: `${HOME}/bench/lgbm/journal.log`,
      state: 'unknown',
      optimizer: 'TPE',
      evaluations: null,
      trials: demoTrials({ seed: 3, completed: 744, evaluating: 0, endedSecondsAgo: 3, losses: [0.4, 0.2] }),
      readOnlyBecause: 'This is an Optuna study; it can be watched, but only Optuna can stop or start it.',
    }),
    run({
      name: 'diffusion-2d',
      state: 'stalled',
      optimizer: 'priorband',
      evaluations: 120,
      cost: 80,
      changedSecondsAgo: 3 * HOURS,
      message: '2 trials are stale: their workers on gpu04 have not been heard of for 3 hours.',
      trials: demoTrials({
        seed: 4,
        completed: 88,
        evaluating: 0,
        stale: 2,
        endedSecondsAgo: 3 * HOURS,
        losses: [1.9, 0.7],
      }),
    }),
    run({
      name: 'vit-tiny-imagenet',
      state: 'failed',
      optimizer: 'pibo',
      evaluations: 150,
      changedSecondsAgo: 26 * HOURS,
      message: "ModuleNotFoundError: No module named 'timm'",
      trials: demoTrials({
        seed: 5,
        completed: 9,
        evaluating: 0,
        failEvery: 9,
        endedSecondsAgo: 26 * HOURS,
        losses: [0.9, 0.4],
      }),
    }),
    run({
      name: 'xgb-churn',
      state: 'stopped',
      optimizer: 'bayesian_optimization',
      changedSecondsAgo: 2 * DAYS,
      message: 'Stopped by hand after 37 of 100 evaluations.',
      trials: demoTrials({
        seed: 6,
        completed: 37,
        evaluating: 0,
        endedSecondsAgo: 2 * DAYS,
        losses: [0.5, 0.18],
      }),
    }),
    run({
      name: 'lstm-energy',
      root: '/data/team/lstm-energy',
      state: 'finished',
      optimizer: 'asha',
      evaluations: 200,
      changedSecondsAgo: 9 * DAYS,
      message: 'All 200 evaluations are done.',
      trials: demoTrials({
        seed: 7,
        completed: 200,
        evaluating: 0,
        endedSecondsAgo: 9 * DAYS,
        losses: [0.2, 0.028],
      }),
    }),
  ];
}
