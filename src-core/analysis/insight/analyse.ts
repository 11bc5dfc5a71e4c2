import type {
  AnalysisAnswer,
  AnalysisBasis,
  AnalysisQuestion,
  SummaryAnswer,
} from '#core/contract/analysis/analysis.ts';
import { createRng } from '#core/space/rng.ts';
import type { SearchableParameter } from '#core/space/roles.ts';
import { fanova } from '../importance/fanova.ts';
import { type Forest, growForest, type Leaf, widthOf } from '../importance/forest.ts';
import { pedAnova, varies } from '../importance/ped-anova.ts';
import { OUTCOME, type TrialTable, tableAsOf } from '../trials/trial-table.ts';
import { correlationMatrix, fidelityCorrelations } from './correlation.ts';
import { type Evidence, evidenceOf, LEAST_TRIALS } from './evidence.ts';
import { hintsFrom } from './hints.ts';
import { paretoFront } from './pareto.ts';

/** Places on an axis at which a contour is known. */
const RESOLUTION = 32;

/** The places of a contour: the middles of equal parts of a unit axis, or the numbers of the choices. */
function contourPlaces(parameter: SearchableParameter): readonly number[] {
  return parameter.kind === 'categorical'
    ? parameter.choices.map((_, choice) => choice)
    : Array.from({ length: RESOLUTION }, (_, index) => (index + 0.5) / RESOLUTION);
}

function covered({ sets, from, to }: Leaf, axis: number, places: readonly number[]): readonly number[] {
  const set = sets[axis];
  return [...places.keys()].filter((index) => {
    const place = places[index] as number;
    return set ? set[place] === 1 : place > (from[axis] as number) && place <= (to[axis] as number);
  });
}

/**
 * The loss that a forest expects for two parameters, averaged over all values of the others: the exact pair marginal
 * (Hutter et al. 2014, equation 3), averaged over the trees.
 *
 * @returns one number for each x of the first y, then of the second…
 */
function contourOf(
  { trees }: Forest,
  [a, b]: readonly [number, number],
  [x, y]: readonly [readonly number[], readonly number[]],
): Float64Array {
  const losses = new Float64Array(x.length * y.length);
  for (const leaf of trees.flat()) {
    const height = (leaf.value * leaf.volume) / (widthOf(leaf, a) * widthOf(leaf, b)) / trees.length;
    const columns = covered(leaf, a, x);
    for (const row of covered(leaf, b, y)) {
      for (const column of columns) {
        const at = row * x.length + column;
        losses[at] = (losses[at] as number) + height;
      }
    }
  }
  return losses;
}

/** How often losses are shuffled to see what chance gives. */
const SHUFFLINGS = 40;
const MOST_PARETO = 1_000;
/** The same trials give the same answer, whoever asks. */
const SEED = 0;

type Want<Kind extends AnalysisQuestion['want']['kind']> = Extract<AnalysisQuestion['want'], { kind: Kind }>;
type OnProgress = (share: number) => void;

/** Answers one question about the trials of a run. Progress is told as the share of the work that is done. */
export function analyse(
  whole: TrialTable,
  { fidelity, objective, want, moment }: AnalysisQuestion,
  onProgress: OnProgress,
): { readonly basis: AnalysisBasis; readonly answer: AnalysisAnswer } {
  const table = moment === null ? whole : tableAsOf(whole, moment);
  const all = evidenceOf(table, fidelity, objective);
  const evidence = { ...all, axes: all.axes.filter(({ parameter }) => varies(parameter)) };
  const { basis } = evidence;
  if (table.parameters.length === 0) {
    return { basis, answer: { kind: 'nothing', because: 'no-space' } };
  }
  if (basis.used < LEAST_TRIALS) {
    return { basis, answer: { kind: 'nothing', because: 'few-trials' } };
  }
  switch (want.kind) {
    case 'summary':
      return { basis, answer: summaryOf(table, evidence, objective, onProgress) };
    case 'importance':
      return { basis, answer: importanceOf(evidence, want, onProgress) };
    case 'contour':
      return { basis, answer: contourAnswer(evidence, want, onProgress) };
  }
}

function summaryOf(
  table: TrialTable,
  evidence: Evidence,
  objective: number,
  onProgress: OnProgress,
): SummaryAnswer {
  const importance = pedAnova(evidence.axes, evidence.losses, createRng(SEED, 0), SHUFFLINGS);
  onProgress(0.5);
  const correlation = correlationMatrix(evidence);
  onProgress(0.75);
  return {
    kind: 'summary',
    hints: [...hintsFrom(evidence, importance)],
    correlation,
    between_fidelities: fidelityCorrelations(table, objective),
    pareto: table.losses.length < 2 ? null : paretoOf(table),
  };
}

function paretoOf({ losses, names, outcomes }: TrialTable): SummaryAnswer['pareto'] {
  const rows = [...outcomes.keys()].filter(
    (row) => outcomes[row] === OUTCOME.success && losses.every((column) => Number.isFinite(column[row])),
  );
  const front = paretoFront(rows.map((row) => losses.map((column) => column[row] as number)));
  const trials = front.map((index) => names[rows[index] as number] as string);
  return { trials: trials.slice(0, MOST_PARETO), size: trials.length };
}

function importanceOf(
  { axes, losses }: Evidence,
  { method }: Want<'importance'>,
  onProgress: OnProgress,
): AnalysisAnswer {
  const named = (of: (index: number) => Omit<Row, 'parameter'>) =>
    axes
      .map(({ parameter }, index): Row => ({ parameter: parameter.name, ...of(index) }))
      .sort((a, b) => b.importance - a.importance);
  if (method === 'ped-anova') {
    const found = pedAnova(axes, losses, createRng(SEED, 0), SHUFFLINGS);
    const rows = named((index) => ({
      importance: found.importances[index] ?? 0,
      deviation: null,
      chance: found.chance[index] ?? 0,
    }));
    return { kind: 'importance', method, rows, modelled: losses.length, best: found.best };
  }
  const forest = growForest(axes, losses, createRng(SEED, 1), onProgress);
  const found = fanova(forest);
  const rows = named((index) => ({
    importance: found.importances[index] ?? 0,
    deviation: found.deviations[index] ?? 0,
    chance: null,
  }));
  return { kind: 'importance', method, rows, modelled: forest.modelled, best: null };
}

type Row = Extract<AnalysisAnswer, { kind: 'importance' }>['rows'][number];

function contourAnswer(
  { axes, losses }: Evidence,
  { parameters }: Want<'contour'>,
  onProgress: OnProgress,
): AnalysisAnswer {
  const [a, b] = parameters.map((name) => axes.findIndex(({ parameter }) => parameter.name === name));
  const [first, second] = [axes[a ?? -1], axes[b ?? -1]];
  if (a === undefined || b === undefined || a === b || first === undefined || second === undefined) {
    return { kind: 'nothing', because: 'no-such-parameter' };
  }
  const forest = growForest(axes, losses, createRng(SEED, 1), onProgress);
  const [x, y] = [contourPlaces(first.parameter), contourPlaces(second.parameter)];
  return {
    kind: 'contour',
    parameters,
    x: [...x],
    y: [...y],
    losses: [...contourOf(forest, [a, b], [x, y])],
    modelled: forest.modelled,
  };
}
