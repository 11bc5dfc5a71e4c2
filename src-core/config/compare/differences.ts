import type { ResolvedOptimizer } from '#core/contract/optimizers/optimizers.ts';
import type { Difference } from '#core/contract/run/existing-run.ts';
import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import { numberText } from '../values/scalar-text.ts';
import { choiceTexts, parameterSummary, priorText } from '../words/parameter-summary.ts';

/** What must stay the same when a run is continued. */
export type RunIdentity = {
  readonly space: SearchSpace;
  /** Null where nothing is asked for: `auto` was resolved at the first start and is kept. */
  readonly optimizer: Pick<ResolvedOptimizer, 'name' | 'arguments'> | null;
  /** Null where nothing is asked for: the seed that was drawn is kept. */
  readonly seed: number | null;
};

/**
 * The normalised differences between the run that is there and the one that is asked for, in words; empty where it can
 * be continued. Comments, order, and short or long forms make no difference.
 */
export function runDifferences(before: RunIdentity, after: RunIdentity): Difference[] {
  return [
    ...spaceDifferences(before.space, after.space),
    ...optimizerDifferences(before.optimizer, after.optimizer),
    ...seedDifferences(before.seed, after.seed),
  ];
}

/** @example `width: 16 to 128 → 16 to 64`, `depth: 1 to 8 → not there` */
export function differenceText(difference: Difference): string {
  const name = difference.path.replace(/^pipeline_space\./, '');
  return `${name}: ${difference.before ?? 'not there'} → ${difference.after ?? 'not there'}`;
}

function spaceDifferences(before: SearchSpace, after: SearchSpace): Difference[] {
  const olds = byName(before);
  const news = byName(after);
  return [...new Set([...olds.keys(), ...news.keys()])].flatMap((name) => {
    const old = olds.get(name) ?? null;
    const next = news.get(name) ?? null;
    if (fingerprint(old) === fingerprint(next)) {
      return [];
    }
    return [{ path: `pipeline_space.${name}`, before: summaryOrNull(old), after: summaryOrNull(next) }];
  });
}

function byName(space: SearchSpace): ReadonlyMap<string, Parameter> {
  return new Map(space.map((parameter) => [parameter.name, parameter]));
}

function summaryOrNull(parameter: Parameter | null): string | null {
  return parameter === null ? null : parameterSummary(parameter);
}

/** What two parameters have in common where they mean the same: the summary, blind to the order of choices. */
function fingerprint(parameter: Parameter | null): string | null {
  if (parameter?.kind !== 'categorical') {
    return summaryOrNull(parameter);
  }
  return JSON.stringify([choiceTexts(parameter).toSorted(), priorText(parameter)]);
}

function optimizerDifferences(
  before: RunIdentity['optimizer'],
  after: RunIdentity['optimizer'],
): Difference[] {
  if (before === null || after === null) {
    return [];
  }
  if (before.name !== after.name) {
    return [{ path: 'optimizer', before: before.name, after: after.name }];
  }
  const names = new Set([...Object.keys(before.arguments), ...Object.keys(after.arguments)]);
  return [...names].flatMap((name) => {
    const old = argumentText(before.arguments[name]);
    const next = argumentText(after.arguments[name]);
    return old === next ? [] : [{ path: `optimizer.${name}`, before: old, after: next }];
  });
}

function argumentText(value: ResolvedOptimizer['arguments'][string] | undefined): string | null {
  return value === undefined ? null : String(value);
}

function seedDifferences(before: number | null, after: number | null): Difference[] {
  if (before === null || after === null || before === after) {
    return [];
  }
  return [{ path: 'seed', before: numberText(before), after: numberText(after) }];
}
