import {
  floatOf,
  numberOf,
  type PlainValue,
  plainValue,
  type TypedValue,
} from '#core/config/values/typed-value.ts';
import type { Trial, TrialError } from '#core/contract/run/trial.ts';
import { type Config, type ConfigValue, type JsonNumber, toJsonNumber } from '#core/contract/value.ts';

export type Mapping = Readonly<Record<string, TypedValue>>;

/** A configuration with the names of its floats that look like integers. */
export type NamedValues = { readonly config: Config; readonly floats: readonly string[] };

export function configOf(mapping: Mapping): NamedValues {
  const floats: string[] = [];
  const pairs = Object.entries(mapping).map(([name, value]) => {
    const number = floatOf(value);
    if (number !== null && Number.isInteger(number)) {
      floats.push(name);
    }
    return [name, configValue(number ?? value)] as const;
  });
  return { config: Object.fromEntries(pairs), floats };
}

/** What a configuration of ours could not hold is shown as its text. */
function configValue(value: TypedValue): ConfigValue {
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : String(value);
  }
  return typeof value === 'string' || typeof value === 'boolean' ? value : jsonText(value);
}

function jsonText(value: TypedValue): string {
  return JSON.stringify(jsonValue(value));
}

function jsonNumberOf(value: TypedValue | undefined): JsonNumber | null {
  const number = numberOf(value);
  return number === null ? null : toJsonNumber(number);
}

/** A list of numbers; null for anything else. */
function numbersOf(value: TypedValue | undefined): JsonNumber[] | null {
  if (!Array.isArray(value)) {
    return null;
  }
  const numbers = value.map(jsonNumberOf);
  return numbers.every((number) => number !== null) ? numbers : null;
}

export function textOf(value: TypedValue | undefined): string | null {
  return value === undefined || value === null ? null : typeof value === 'string' ? value : jsonText(value);
}

/** Any value with its non-finite numbers as texts, so that it survives JSON. */
function jsonValue(value: TypedValue): unknown {
  return withTexts(plainValue(value));
}

function withTexts(value: PlainValue): unknown {
  if (typeof value === 'number') {
    return toJsonNumber(value);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  return Array.isArray(value)
    ? value.map(withTexts)
    : Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTexts(item)]));
}

/** The mapping as JSON can carry it; null where there is nothing in it. */
function extraOf(mapping: Mapping): unknown {
  return Object.keys(mapping).length === 0 ? null : jsonValue(mapping);
}

/** What an evaluation returned, as a file of either format holds it. */
type Returned = {
  readonly loss: TypedValue | undefined;
  readonly cost: TypedValue | undefined;
  readonly curve: TypedValue | undefined;
  /** The user's own values. */
  readonly others: Mapping;
};

export function resultOf({
  loss,
  cost,
  curve,
  others,
}: Returned): Pick<Trial, 'loss' | 'cost' | 'learning_curve' | 'extra'> {
  const numbers = numbersOf(curve);
  // A curve of several objectives at each step is kept beside, where it can be seen at least.
  const isOther = numbers === null && curve !== null && curve !== undefined;
  return {
    loss: numbersOf(loss) ?? jsonNumberOf(loss),
    cost: jsonNumberOf(cost),
    learning_curve: numbers,
    extra: extraOf(isOther ? { ...others, learning_curve: curve } : others),
  };
}

/** Seconds since 1970 as an instant; null where there is no such number. */
export function instantOf(value: TypedValue | undefined): string | null {
  const milliseconds = (numberOf(value) ?? Number.NaN) * 1000;
  const date = new Date(milliseconds);
  return Number.isNaN(date.getTime()) ? null : date.toISOString();
}

/** @param type - the class of the exception, where something else than its traceback tells. */
export function errorOf(message: string, traceback: string, type: string | null): TrialError {
  return { type: type ?? typeInTraceback(message, traceback), message, traceback };
}

/**
 * The class of the exception as the end of its traceback says, without its module: the line that begins with it and
 * goes on with the message. Empty where there is none.
 */
function typeInTraceback(message: string, traceback: string): string {
  const [first = ''] = message.split('\n', 1);
  const lines = traceback.trimEnd().split('\n');
  const line = lines.findLast((text) => CLASS.test(text) && text.endsWith(first)) ?? '';
  return CLASS.exec(line)?.[1]?.split('.').at(-1) ?? '';
}

/** At the start of a line: a dotted name, then the message or nothing. */
const CLASS = /^([A-Za-z_][\w.]*)(?::|$)/;
