import type { ObjectiveSet } from '../objective-list.ts';

/** One group of objectives in the report. */
export type Chapter = {
  readonly set: ObjectiveSet;
  /** As `score.py` names it. */
  readonly group: string;
  readonly heading: string;
  /** The figure before it; none where the chapter before shows both. */
  readonly drawing: string | null;
  /** Where searches are compared, the end first: a share of the budget, above 1 a number of evaluations. */
  readonly checkpoints: readonly { readonly at: number; readonly label: string }[];
  /** Which of ours are set beside the best reference, and beside which others. */
  readonly compared: readonly { readonly optimizer: string; readonly beside: readonly string[] }[];
  /** What is shown for each objective. */
  readonly byObjective: readonly string[];
};

const EVALUATIONS = [
  { at: 1, label: 'at the end' },
  { at: 60, label: 'at 60 evaluations' },
  { at: 25, label: 'at 25 evaluations' },
];
const COST = [
  { at: 1, label: 'at the end' },
  { at: 0.25, label: 'at a quarter' },
];

export const CHAPTERS: readonly Chapter[] = [
  {
    set: 'public',
    group: 'black-box',
    heading: 'Black box, 100 evaluations',
    drawing: 'black-box',
    checkpoints: EVALUATIONS,
    compared: [{ optimizer: 'bayesian_optimization', beside: [] }],
    byObjective: ['bayesian_optimization', 'random_search', 'optuna:gp', 'optuna:tpe'],
  },
  {
    set: 'public',
    group: 'black-box, good priors',
    heading: 'Black box with a good prior',
    drawing: 'black-box-priors',
    checkpoints: EVALUATIONS,
    compared: [{ optimizer: 'pibo', beside: ['neps:pibo'] }],
    byObjective: [],
  },
  {
    set: 'public',
    group: 'black-box, bad priors',
    heading: 'Black box with a bad prior',
    drawing: null,
    checkpoints: EVALUATIONS,
    compared: [{ optimizer: 'pibo', beside: ['neps:pibo', 'bayesian_optimization'] }],
    byObjective: [],
  },
  {
    set: 'public',
    group: 'multi-fidelity',
    heading: 'With a fidelity, cost of 30 full evaluations',
    drawing: 'multi-fidelity',
    checkpoints: COST,
    compared: [
      { optimizer: 'mobster', beside: [] },
      { optimizer: 'hyperband', beside: ['neps:hyperband'] },
      { optimizer: 'asha', beside: ['neps:asha'] },
      { optimizer: 'async_hb', beside: ['neps:async_hb'] },
    ],
    byObjective: ['mobster', 'hyperband', 'random_search', 'optuna:gp', 'optuna:tpe_sh', 'neps:hyperband'],
  },
  {
    set: 'public',
    group: 'multi-fidelity, good priors',
    heading: 'With a fidelity and a good prior',
    drawing: 'multi-fidelity-priors',
    checkpoints: COST,
    compared: [{ optimizer: 'priorband', beside: ['neps:priorband', 'hyperband'] }],
    byObjective: [],
  },
  {
    set: 'public',
    group: 'multi-fidelity, bad priors',
    heading: 'With a fidelity and a bad prior',
    drawing: null,
    checkpoints: COST,
    compared: [{ optimizer: 'priorband', beside: ['neps:priorband', 'hyperband'] }],
    byObjective: [],
  },
  {
    set: 'own',
    group: 'multi-fidelity',
    heading: 'Learning curves of our own',
    drawing: 'learning-curves',
    checkpoints: COST,
    compared: [{ optimizer: 'mobster', beside: ['hyperband', 'asha'] }],
    byObjective: ['mobster', 'hyperband', 'asha', 'async_hb', 'random_search'],
  },
  {
    set: 'own',
    group: 'multi-fidelity, good priors',
    heading: 'Learning curves with good priors',
    drawing: null,
    checkpoints: COST,
    compared: [{ optimizer: 'priorband', beside: ['hyperband', 'mobster'] }],
    byObjective: [],
  },
  {
    set: 'own',
    group: 'multi-fidelity, bad priors',
    heading: 'Learning curves with bad priors',
    drawing: null,
    checkpoints: COST,
    compared: [{ optimizer: 'priorband', beside: ['hyperband', 'mobster'] }],
    byObjective: [],
  },
];
