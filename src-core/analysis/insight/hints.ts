import type { AnalysisHint } from '#core/contract/analysis/analysis.ts';
import type { CategoricalParameter, NumericalParameter } from '#core/contract/space.ts';
import { choiceProbabilities, numericalPrior } from '#core/space/prior.ts';
import { isFidelity } from '#core/space/roles.ts';
import { choiceAt, decodeNumber, encodeNumber } from '#core/space/unit-cube.ts';
import { type PedAnova, varies } from '../importance/ped-anova.ts';
import type { Evidence, EvidenceAxis } from './evidence.ts';

/** How many of the best trials hints look at, and of how few trials they may be the best. */
const BEST = 10;
const LEAST_PER_BEST = 2;
/** The outermost part of a range. */
const EDGE = 0.05;
/** What chance gives less often than this is worth a hint. */
const RARE = 0.01;
/** Where a prior is taken to have its mass: between its tenth and its ninetieth percent. */
const TAIL = 0.1;
/** Fewer trials do not show that a parameter has no influence. */
const LEAST_FOR_NONE = 50;

/** The probability of `count` or more of `of` at a chance of `p` each. */
export function binomialTail(count: number, of: number, p: number): number {
  let [sum, term] = [0, (1 - p) ** of];
  for (let k = 0; k <= of; k++) {
    sum += k >= count ? term : 0;
    term *= ((of - k) / (k + 1)) * (p / (1 - p));
  }
  return Math.min(1, sum);
}

/** The best trials, one for each configuration, the best first. */
function bestOf({ axes, losses }: Evidence): readonly number[] {
  const order = [...losses.keys()].sort((a, b) => (losses[a] as number) - (losses[b] as number));
  const seen = new Set<string>();
  const searched = axes.filter(({ parameter }) => !isFidelity(parameter));
  const best = order.filter((row) => {
    const key = searched.map(({ values }) => values[row]).join(' ');
    return seen.size < BEST && !seen.has(key) && seen.add(key);
  });
  return best.slice(0, Math.floor(losses.length / LEAST_PER_BEST));
}

type Best = { readonly rows: readonly number[]; readonly names: readonly string[] };

/** The share of an axis at one end that counts as near to the bound: more where an integer's bound alone takes more. */
function edgeShare(parameter: NumericalParameter, bound: 'lower' | 'upper'): number {
  if (parameter.kind === 'float') {
    return EDGE;
  }
  const own =
    bound === 'lower'
      ? encodeNumber(parameter, parameter.lower + 0.5)
      : 1 - encodeNumber(parameter, parameter.upper - 0.5);
  return Math.max(EDGE, own);
}

function boundHint(
  parameter: NumericalParameter,
  values: Float64Array,
  bound: 'lower' | 'upper',
  { rows, names }: Best,
): AnalysisHint[] {
  const value = parameter[bound];
  const share = edgeShare(parameter, bound);
  const near = rows.filter((row) => {
    const place = encodeNumber(parameter, values[row] as number);
    return bound === 'lower' ? place <= share : place >= 1 - share;
  });
  const isRare = binomialTail(near.length, rows.length, share) < RARE;
  return isRare && near.length * 2 > rows.length
    ? [
        {
          kind: 'at-bound',
          parameter: parameter.name,
          bound,
          value,
          exactly: near.every((row) => values[row] === value),
          inside: near.length,
          of: rows.length,
          trials: near.map((row) => names[row] as string),
        },
      ]
    : [];
}

/** The middle one of the best values, on the parameter's axis. */
function middleOf(parameter: NumericalParameter, values: readonly number[]): number {
  const places = values.map((value) => encodeNumber(parameter, value)).sort((a, b) => a - b);
  return decodeNumber(parameter, places[Math.floor((places.length - 1) / 2)] ?? 0.5);
}

function mostFrequent(values: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].reduce((a, b) => (b[1] > a[1] ? b : a), [0, 0])[0];
}

function numericalPriorHint(parameter: NumericalParameter, values: Float64Array, best: Best): AnalysisHint[] {
  const { quantile } = numericalPrior(parameter);
  const [low, high] = [quantile(TAIL), quantile(1 - TAIL)];
  const inside = best.rows.filter((row) => {
    const place = encodeNumber(parameter, values[row] as number);
    return place >= low && place <= high;
  });
  const centre = middleOf(
    parameter,
    best.rows.map((row) => values[row] as number),
  );
  return priorHint({ parameter, best, inside, mass: 1 - 2 * TAIL, centre });
}

function choicePriorHint(parameter: CategoricalParameter, values: Float64Array, best: Best): AnalysisHint[] {
  const named = parameter.choices.indexOf(parameter.prior ?? '');
  const inside = best.rows.filter((row) => values[row] === named);
  const centre = choiceAt(parameter, mostFrequent(best.rows.map((row) => values[row] as number)));
  return priorHint({ parameter, best, inside, mass: choiceProbabilities(parameter)[named] ?? 0, centre });
}

type PriorFinding = {
  readonly parameter: NumericalParameter | CategoricalParameter;
  readonly best: Best;
  /** Those of the best where the prior has its mass. */
  readonly inside: readonly number[];
  readonly mass: number;
  readonly centre: NumericalParameter['lower'] | string | boolean;
};

function priorHint({ parameter, best, inside, mass, centre }: PriorFinding): AnalysisHint[] {
  const of = best.rows.length;
  const outside = best.rows.filter((row) => !inside.includes(row));
  const fact = { parameter: parameter.name, inside: inside.length, of, prior: parameter.prior ?? '', centre };
  if (binomialTail(outside.length, of, 1 - mass) < RARE) {
    return [{ kind: 'prior-missed', ...fact, trials: outside.map((row) => best.names[row] as string) }];
  }
  return inside.length === of
    ? [{ kind: 'prior-held', ...fact, trials: inside.map((row) => best.names[row] as string) }]
    : [];
}

function hintsOf({ parameter, values }: EvidenceAxis, best: Best): AnalysisHint[] {
  if (parameter.kind === 'categorical') {
    return parameter.prior === null ? [] : choicePriorHint(parameter, values, best);
  }
  if (parameter.is_fidelity || !varies(parameter)) {
    return [];
  }
  return [
    ...boundHint(parameter, values, 'lower', best),
    ...boundHint(parameter, values, 'upper', best),
    ...(parameter.prior === null ? [] : numericalPriorHint(parameter, values, best)),
  ];
}

const ORDER = [
  'at-bound',
  'prior-missed',
  'no-influence',
  'prior-held',
] as const satisfies readonly AnalysisHint['kind'][];

/**
 * What a person should know of the search, the most urgent first. A hint is given where chance would give its evidence
 * less than once in a hundred searches (binomial tails against the uniform distribution of the range, or against the
 * prior); with many parameters some come by chance all the same.
 */
export function hintsFrom(evidence: Evidence, importance: PedAnova): readonly AnalysisHint[] {
  const best = { rows: bestOf(evidence), names: evidence.names };
  const none = evidence.axes.flatMap(({ parameter }, index): AnalysisHint[] =>
    evidence.losses.length >= LEAST_FOR_NONE && varies(parameter) && (importance.pValues[index] ?? 0) > 0.5
      ? [{ kind: 'no-influence', parameter: parameter.name, of: evidence.losses.length, trials: [] }]
      : [],
  );
  const found = [...evidence.axes.flatMap((axis) => hintsOf(axis, best)), ...none];
  return found.sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind));
}
