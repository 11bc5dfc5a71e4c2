/** A result as the rules of a pipeline want it. */
export type PipelineResult = {
  readonly loss: number;
  readonly cost: number | null;
  readonly learningCurve: readonly number[] | null;
  /** As given; not necessarily JSON yet. */
  readonly extra: unknown;
};

/** The finding that a value is no result, in words for the user. */
export class InvalidResult extends Error {
  override readonly name = 'InvalidResult';
  /** The cost that was reported nevertheless; it counts towards the budget. */
  readonly cost: number | null;

  constructor(message: string, cost: number | null = null) {
    super(message);
    this.cost = cost;
  }
}

/** How a source of results speaks: which values are numbers, and what to call what was found. */
export type ResultSource = {
  /** Begins the sentence: `The function must return a number or an object with loss, but it returned`. */
  readonly expected: string;
  readonly describe: (value: unknown) => string;
  readonly asNumber: (value: unknown) => number | null;
  readonly advice: (value: unknown) => string;
};

const KNOWN = new Set(['loss', 'objective_to_minimize', 'cost', 'learning_curve', 'extra', 'info_dict']);

/**
 * Reads a number, or an object with `loss` (or `objective_to_minimize`), `cost`, `learning_curve`, `extra` (or
 * `info_dict`). Other keys are kept with `extra`.
 *
 * @throws InvalidResult naming what was found and what to return
 */
export function readResult(value: unknown, source: ResultSource): PipelineResult {
  const loss = source.asNumber(value);
  if (loss !== null) {
    return { loss, cost: null, learningCurve: null, extra: null };
  }
  if (!isObject(value)) {
    throw new InvalidResult(`${source.expected} ${source.describe(value)}. ${source.advice(value)}`);
  }
  const cost = readCost(value.cost, source);
  return {
    loss: readLoss(value, cost, source),
    cost,
    learningCurve: readCurve(value.learning_curve, cost, source),
    extra: readExtra(value),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function readLoss(value: Fields, cost: number | null, source: ResultSource): number {
  const [name, other] = ['loss', 'objective_to_minimize'].filter((key) => isGiven(value[key]));
  if (name === undefined) {
    const keys = Object.keys(value).map((key) => `\`${key}\``);
    const found = keys.length === 0 ? 'no keys' : keys.join(', ');
    throw new InvalidResult(`${source.expected} an object with ${found}. Add \`loss\` to it.`, cost);
  }
  const loss = source.asNumber(value[name]);
  if (loss === null) {
    const found = `an object whose \`${name}\` is ${source.describe(value[name])}`;
    throw new InvalidResult(`${source.expected} ${found}. The loss must be one number.`, cost);
  }
  if (other !== undefined && !Object.is(source.asNumber(value[other]), loss)) {
    const rule = 'A result has one loss, but `loss` and `objective_to_minimize` differ. Return one of them.';
    throw new InvalidResult(rule, cost);
  }
  return loss;
}

function readCost(value: unknown, source: ResultSource): number | null {
  if (!isGiven(value)) {
    return null;
  }
  const cost = source.asNumber(value);
  if (cost === null || !Number.isFinite(cost) || cost < 0) {
    const found = source.describe(value);
    throw new InvalidResult(`The \`cost\` of a result must be a finite number ≥ 0, but it is ${found}.`);
  }
  return cost;
}

function readCurve(value: unknown, cost: number | null, source: ResultSource): readonly number[] | null {
  if (!isGiven(value)) {
    return null;
  }
  const items: readonly unknown[] = isNumberArray(value) ? Array.from(value) : [null];
  const curve = items.map(source.asNumber).filter((number) => number !== null);
  if (curve.length < items.length) {
    const found = source.describe(value);
    throw new InvalidResult(
      `The \`learning_curve\` of a result must be a list of numbers, but it is ${found}.`,
      cost,
    );
  }
  return curve;
}

/** Arrays, and JavaScript's typed arrays of numbers. */
function isNumberArray(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function readExtra(value: Fields): unknown {
  const given = ['info_dict', 'extra'].filter((key) => isGiven(value[key]));
  const others = Object.entries(value).filter(([key, item]) => !KNOWN.has(key) && item !== undefined);
  const [only] = given;
  if (others.length === 0 && given.length < 2) {
    return only === undefined ? null : value[only];
  }
  const parts = given.map((key) => (isObject(value[key]) ? value[key] : { [key]: value[key] }));
  return Object.assign({}, ...parts, Object.fromEntries(others));
}
