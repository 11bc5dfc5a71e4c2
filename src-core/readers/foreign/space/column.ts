import type { Parameter } from '#core/contract/space.ts';
import type { ConfigValue, ValueKind } from '#core/contract/value.ts';

/** Different texts of one parameter that become choices at most. */
const MOST_CHOICES = 500;
/** The first values of a parameter, by which its scale is guessed: later ones are where an optimizer looks closer. */
const SAMPLE = 512;
/** Fewer tell nothing of a scale. */
const LEAST_SAMPLE = 8;
/** A logarithmic scale is guessed only over this ratio of the bounds, and where it fits better by so much. */
const LOG_RATIO = 100;
const LOG_MARGIN = 0.1;

/** The values that one parameter had, summed up. */
export class Column {
  readonly name: string;
  count = 0;
  #isNumerical = true;
  #hasFloats = false;
  #lower = Number.POSITIVE_INFINITY;
  #upper = Number.NEGATIVE_INFINITY;
  readonly #choices = new Map<ConfigValue, ValueKind>();
  readonly #sample: number[] = [];
  #log = { size: 0, guess: false };

  constructor(name: string) {
    this.name = name;
  }

  add(value: ConfigValue, isFloat: boolean): void {
    this.count += 1;
    if (typeof value === 'number') {
      this.#addNumber(value, isFloat || !Number.isInteger(value));
    } else {
      this.#isNumerical = false;
      this.#addChoice(value, typeof value === 'boolean' ? 'boolean' : 'string');
    }
  }

  #addNumber(value: number, isFloat: boolean): void {
    this.#hasFloats ||= isFloat;
    this.#lower = Math.min(this.#lower, value);
    this.#upper = Math.max(this.#upper, value);
    this.#addChoice(value, isFloat ? 'float' : 'integer');
    if (this.#sample.length < SAMPLE) {
      this.#sample.push(value);
    }
  }

  #addChoice(value: ConfigValue, kind: ValueKind): void {
    if (this.#choices.size < MOST_CHOICES && !this.#choices.has(value)) {
      this.#choices.set(value, kind);
    }
  }

  get isNumerical(): boolean {
    return this.#isNumerical;
  }

  /** What the parameter seems to be: a constant, a range of the values that occurred, or a choice of them. */
  parameter(isFidelity: boolean): Parameter {
    const { name } = this;
    const [first] = this.#choices;
    if (this.#choices.size === 1 && first !== undefined) {
      return { kind: 'constant', name, value: first[0], value_kind: first[1] };
    }
    if (this.#isNumerical) {
      return {
        kind: this.#hasFloats ? 'float' : 'integer',
        name,
        lower: this.#lower,
        upper: this.#upper,
        log: this.#guessLog(),
        prior: null,
        prior_confidence: null,
        is_fidelity: isFidelity && this.#lower > 0,
      };
    }
    return {
      kind: 'categorical',
      name,
      choices: [...this.#choices.keys()],
      choice_kinds: [...this.#choices.values()],
      prior: null,
      prior_confidence: null,
    };
  }

  /** Guessed anew whenever the sample has doubled. */
  #guessLog(): boolean {
    const { length } = this.#sample;
    if (this.#lower <= 0 || this.#upper / this.#lower < LOG_RATIO || length < LEAST_SAMPLE) {
      return false;
    }
    if (length >= 2 * this.#log.size || (length === SAMPLE && this.#log.size < SAMPLE)) {
      this.#log = { size: length, guess: looksLogarithmic(this.#sample) };
    }
    return this.#log.guess;
  }
}

/** Whether the logarithms are spread more evenly than the values, by the distance of Kolmogorov and Smirnov. */
function looksLogarithmic(values: readonly number[]): boolean {
  const sorted = [...values].sort((a, b) => a - b);
  return unevenness(sorted.map(Math.log)) + LOG_MARGIN < unevenness(sorted);
}

function unevenness(sorted: readonly number[]): number {
  const first = sorted[0] ?? 0;
  const width = (sorted.at(-1) ?? 0) - first;
  return sorted.reduce(
    (most, value, index) => Math.max(most, Math.abs((value - first) / width - index / (sorted.length - 1))),
    0,
  );
}
