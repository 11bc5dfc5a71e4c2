import type { Trial } from '#core/contract/run/trial.ts';
import type { Parameter } from '#core/contract/space.ts';
import type { TrialRecord } from '../thread/source.ts';
import { Column } from './column.ts';
import { inferFidelity } from './inferred-fidelity.ts';

/** What the name of a parameter says of it where architectures are sampled: its kind and bounds, or that it is the fidelity. */
type SampledParameter =
  | { readonly kind: 'fidelity' }
  | { readonly kind: 'known'; readonly parameter: Parameter };

const NUMERICAL = /::(float|integer)__(.+)_(.+)_(True|False)$/;
const CATEGORICAL = /::categorical__(\d+)$/;
/** Values of a choice are its numbers; more would fill a screen with nothing. */
const MOST_CHOICES = 1000;

/** Null for a name that says nothing but itself. */
function sampledParameter(name: string): SampledParameter | null {
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

/**
 * The space of a run that tells it nowhere, read off its trials: kinds and bounds of the values that occurred. It only
 * grows, in the order in which parameters appear.
 */
export class InferredSpace {
  readonly #columns = new Map<string, Column>();
  readonly #fidelity = inferFidelity();

  add({ trial, floats }: TrialRecord): void {
    const { config } = trial;
    for (const name of Object.keys(config)) {
      let column = this.#columns.get(name);
      if (column === undefined) {
        column = new Column(name);
        this.#columns.set(name, column);
      }
      column.add(config[name] ?? '', floats.length > 0 && floats.includes(name));
    }
    this.#fidelity.add(trial);
  }

  /** The name of the fidelity, null where nothing tells. */
  fidelity(): string | null {
    const said = [...this.#columns.keys()].find((name) => sampledParameter(name)?.kind === 'fidelity');
    const name = said ?? this.#fidelity.name();
    return name !== null && this.#columns.get(name)?.isNumerical === true ? name : null;
  }

  parameters(): readonly Parameter[] {
    const fidelity = this.fidelity();
    return [...this.#columns.values()].map((column) => {
      const sampled = sampledParameter(column.name);
      return sampled?.kind === 'known' ? sampled.parameter : column.parameter(column.name === fidelity);
    });
  }
}

/** The fidelity that a trial was evaluated at; null where it has none. */
export function fidelityOf({ config }: Trial, name: string | null): number | null {
  const value = name === null ? undefined : config[name];
  return typeof value === 'number' ? value : null;
}
