import { readTypedJson } from '#core/config/values/read-typed-json.ts';
import { floatOf, numberOf, type TypedValue } from '#core/config/values/typed-value.ts';
import type { Parameter } from '#core/contract/space.ts';
import type { ConfigValue, ValueKind } from '#core/contract/value.ts';

/** What Optuna says of a parameter in the place where it was suggested; its bounds may differ from trial to trial. */
export type Distribution =
  | {
      readonly kind: 'float' | 'integer';
      readonly low: number;
      readonly high: number;
      readonly log: boolean;
    }
  | {
      readonly kind: 'categorical';
      readonly choices: readonly ConfigValue[];
      readonly kinds: readonly ValueKind[];
    };

/** Names of today and of Optuna before 3. */
const NUMERICAL: Readonly<Record<string, { readonly kind: 'float' | 'integer'; readonly log?: boolean }>> = {
  FloatDistribution: { kind: 'float' },
  IntDistribution: { kind: 'integer' },
  UniformDistribution: { kind: 'float', log: false },
  LogUniformDistribution: { kind: 'float', log: true },
  DiscreteUniformDistribution: { kind: 'float', log: false },
  IntUniformDistribution: { kind: 'integer', log: false },
  IntLogUniformDistribution: { kind: 'integer', log: true },
};

/** Reads the JSON text of a distribution; null for one that is not known. */
export function readDistribution(text: string): Distribution | null {
  const content = recordOf(parsed(text));
  const attributes = recordOf(content.attributes ?? null);
  if (content.name === 'CategoricalDistribution' && Array.isArray(attributes.choices)) {
    const choices = (attributes.choices as readonly TypedValue[]).map(choiceOf);
    return {
      kind: 'categorical',
      choices: choices.map(({ value }) => value),
      kinds: choices.map(({ kind }) => kind),
    };
  }
  const known = typeof content.name === 'string' ? NUMERICAL[content.name] : undefined;
  const [low, high] = [numberOf(attributes.low), numberOf(attributes.high)];
  return known === undefined || low === null || high === null
    ? null
    : { kind: known.kind, low, high, log: known.log ?? attributes.log === true };
}

function parsed(text: string): TypedValue {
  try {
    return readTypedJson(text);
  } catch {
    return null;
  }
}

function recordOf(value: TypedValue): Readonly<Record<string, TypedValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, TypedValue>>)
    : {};
}

/** What is no value of a configuration of ours is shown as its text, as Python's `None` is. */
function choiceOf(choice: TypedValue): { readonly value: ConfigValue; readonly kind: ValueKind } {
  const float = floatOf(choice);
  if (float !== null) {
    return Number.isFinite(float)
      ? { value: float, kind: 'float' }
      : { value: String(float), kind: 'string' };
  }
  switch (typeof choice) {
    case 'number':
      return { value: choice, kind: Number.isInteger(choice) ? 'integer' : 'float' };
    case 'boolean':
      return { value: choice, kind: 'boolean' };
    case 'string':
      return { value: choice, kind: 'string' };
    default:
      return { value: choice === null ? 'None' : JSON.stringify(choice), kind: 'string' };
  }
}

/** The value that the function saw, and whether it is a float; Optuna keeps a number, of a choice its place. */
export function externalValue(
  distribution: Distribution | null,
  internal: number,
): { readonly value: ConfigValue; readonly isFloat: boolean } {
  const place = Math.round(internal);
  if (distribution?.kind !== 'categorical') {
    return distribution?.kind === 'integer'
      ? { value: place, isFloat: false }
      : { value: Number.isFinite(internal) ? internal : String(internal), isFloat: true };
  }
  return {
    value: distribution.choices[place] ?? place,
    isFloat: distribution.kinds[place] === 'float',
  };
}

/** The parameter that has room for both. Choices never differ within a study. */
export function united(a: Distribution, b: Distribution): Distribution {
  return a.kind === 'categorical' || b.kind === 'categorical'
    ? a
    : { ...a, low: Math.min(a.low, b.low), high: Math.max(a.high, b.high) };
}

/** The parameter that a distribution is; one with a single value is a constant. */
export function parameterOf(name: string, distribution: Distribution): Parameter {
  const common = { name, prior: null, prior_confidence: null };
  if (distribution.kind === 'categorical') {
    const { choices, kinds } = distribution;
    const [only] = choices;
    return choices.length === 1 && only !== undefined
      ? { kind: 'constant', name, value: only, value_kind: kinds[0] ?? 'string' }
      : { kind: 'categorical', ...common, choices: [...choices], choice_kinds: [...kinds] };
  }
  const { kind, low, high, log } = distribution;
  return low === high
    ? { kind: 'constant', name, value: low, value_kind: kind }
    : { kind, ...common, lower: low, upper: high, log, is_fidelity: false };
}
