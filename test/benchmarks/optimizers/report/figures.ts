import { meanCurve, regretsOf } from './curves.ts';
import type { Figure } from './figure.ts';
import type { Panel, Series } from './panel.ts';
import type { ObjectiveEntry, Trajectory } from './trajectories.ts';

type Line = readonly [optimizer: string, label: string, style: string];

const OURS = {
  bayesian: ['bayesian_optimization', 'bayesian_optimization', 'blue'],
  pibo: ['pibo', 'pibo', 'orange'],
  mobster: ['mobster', 'mobster', 'blue'],
  hyperband: ['hyperband', 'hyperband', 'green'],
  asha: ['asha', 'asha', 'orange'],
  asynchronous: ['async_hb', 'async_hb', 'pink'],
  priorband: ['priorband', 'priorband', 'orange'],
  random: ['random_search', 'random_search', 'grey'],
} satisfies Record<string, Line>;

const REFERENCES = {
  gp: ['optuna:gp', 'Optuna GP', 'gold reference'],
  tpe: ['optuna:tpe', 'Optuna TPE', 'green reference'],
  nepsBayesian: ['neps:bayesian_optimization', 'NePS bayesian_optimization', 'pink reference'],
  nepsPibo: ['neps:pibo', 'NePS pibo', 'green reference'],
  halving: ['optuna:tpe_sh', 'Optuna TPE + halving', 'pink reference'],
  nepsHyperband: ['neps:hyperband', 'NePS hyperband', 'green reference'],
  nepsPriorband: ['neps:priorband', 'NePS priorband', 'pink reference'],
} satisfies Record<string, Line>;

/** What is drawn: which optimizers on the objectives of which groups. */
type Drawing = {
  readonly name: string;
  readonly title: string;
  readonly groups: readonly string[];
  readonly lines: readonly Line[];
  readonly columns: number;
};

export const PUBLIC_DRAWINGS: readonly Drawing[] = [
  {
    name: 'black-box',
    title: 'Regret on black-box objectives over 100 evaluations',
    groups: ['black-box'],
    lines: [OURS.bayesian, OURS.random, REFERENCES.gp, REFERENCES.tpe, REFERENCES.nepsBayesian],
    columns: 3,
  },
  {
    name: 'black-box-priors',
    title: 'Regret on black-box objectives with a good and with a bad prior over 100 evaluations',
    groups: ['black-box, good priors', 'black-box, bad priors'],
    lines: [OURS.pibo, OURS.bayesian, OURS.random, REFERENCES.nepsPibo, REFERENCES.gp],
    columns: 2,
  },
  {
    name: 'multi-fidelity',
    title: 'Regret on objectives with a fidelity over a cost of 30 full evaluations',
    groups: ['multi-fidelity'],
    lines: [
      OURS.mobster,
      OURS.hyperband,
      OURS.asha,
      OURS.random,
      REFERENCES.gp,
      REFERENCES.halving,
      REFERENCES.nepsHyperband,
    ],
    columns: 2,
  },
  {
    name: 'multi-fidelity-priors',
    title:
      'Regret on an objective with a fidelity and a good or bad prior over a cost of 30 full evaluations',
    groups: ['multi-fidelity, good priors', 'multi-fidelity, bad priors'],
    lines: [
      OURS.priorband,
      OURS.mobster,
      OURS.hyperband,
      OURS.random,
      REFERENCES.nepsPriorband,
      REFERENCES.nepsHyperband,
    ],
    columns: 2,
  },
];

export const OWN_DRAWINGS: readonly Drawing[] = [
  {
    name: 'learning-curves',
    title: 'Regret on the learning curves over a cost of 30 full evaluations',
    groups: ['multi-fidelity'],
    lines: [OURS.mobster, OURS.hyperband, OURS.asha, OURS.asynchronous, OURS.random],
    columns: 3,
  },
];

/** One panel an objective, before them their mean in groups of several. */
export function figureOf(
  { title, groups, lines, columns }: Drawing,
  objectives: readonly ObjectiveEntry[],
  runs: readonly Trajectory[],
): Figure {
  const panels = groups.flatMap((group) => {
    const members = objectives.filter((objective) => objective.group === group);
    const draw = (name: string, of: readonly ObjectiveEntry[]): Panel => ({
      title: name,
      across: of[0]?.budget === null ? 'evaluations' : 'cost, in full evaluations',
      series: lines.flatMap((one) => seriesOf(one, of, runs)),
    });
    const single = members.map((objective) => draw(objective.name, [objective]));
    return members.length > 1 ? [draw(`mean of ${members.length} objectives`, members), ...single] : single;
  });
  return { description: title, columns, panels };
}

/** The curve of one optimizer; none where it was not run on every objective. */
function seriesOf(
  [optimizer, label, style]: Line,
  objectives: readonly ObjectiveEntry[],
  runs: readonly Trajectory[],
): readonly Series[] {
  const regrets = regretsOf(optimizer, objectives, runs);
  return regrets.length < objectives.length ? [] : [{ label, style, curve: meanCurve(regrets) }];
}
