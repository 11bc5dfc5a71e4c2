import type { Parameter } from '#core/contract/space.ts';

/** What the name of a parameter says of it where architectures are sampled: its kind and bounds, or that it is the fidelity. */
type SampledParameter =
  | { readonly kind: 'fidelity' }
  | { readonly kind: 'known'; readonly parameter: Parameter };

const NUMERICAL = /::(float|integer)__(.+)_(.+)_(True|False)$/;
const CATEGORICAL = /::categorical__(\d+)$/;
/** Values of a choice are its numbers; more would fill a screen with nothing. */
const MOST_CHOICES = 1000;

/** Null for a name that says nothing but itself. */
export function sampledParameter(name: string): SampledParameter | null {
  if (name.startsWith('ENVIRONMENT__')) {
    return { kind: 'fidelity' };
  }
  if (!name.startsWith('SAMPLING__')) {
    return null;
  }
  const [, kind, low, high, log] = NUMERICAL.exec(name) ?? [];
  const [lower, upper] = [Number(low), Number(high)];
  if ((kind === 'float' || kind === 'integer') && lower < upper) {
    const common = { prior: null, prior_confidence: null, is_fidelity: false, log: log === 'True' };
    return { kind: 'known', parameter: { kind, name, lower, upper, ...common } };
  }
  const count = Number(CATEGORICAL.exec(name)?.[1] ?? 0);
  return count > 1 && count <= MOST_CHOICES ? { kind: 'known', parameter: choiceOf(name, count) } : null;
}

function choiceOf(name: string, count: number): Parameter {
  const choices = Array.from({ length: count }, (_, index) => index);
  return {
    kind: 'categorical',
    name,
    choices,
    choice_kinds: choices.map(() => 'integer' as const),
    prior: null,
    prior_confidence: null,
  };
}
