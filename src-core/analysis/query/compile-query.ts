import { nearNames } from '#core/config/words/near-names.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { TrialField, TrialFields } from './fields.ts';
import { rowWords } from './row-words.ts';
import { type Comparison, type Operand, QueryError, type QueryNode, type Span } from './syntax.ts';

/** Whether a trial is let through. */
export type TrialTest = (trial: Trial) => boolean;

const SECONDS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, min: 60, h: 3600, d: 86_400 };
const NOTHING = 'none';

/**
 * A query as a test of trials. A comparison with something that a trial has not is false, and its opposite (`!=`,
 * `not in`, `not`) therefore true.
 *
 * @throws QueryError where a name is not known, or a value does not suit it
 */
export function compileQuery(node: QueryNode, fields: TrialFields): TrialTest {
  switch (node.kind) {
    case 'and': {
      const tests = node.parts.map((part) => compileQuery(part, fields));
      return (trial) => tests.every((test) => test(trial));
    }
    case 'or': {
      const tests = node.parts.map((part) => compileQuery(part, fields));
      return (trial) => tests.some((test) => test(trial));
    }
    case 'not': {
      const test = compileQuery(node.part, fields);
      return (trial) => !test(trial);
    }
    case 'has':
      return has(named(node.name, fields));
    case 'in':
      return isIn(named(node.name, fields), node.values);
    case 'word':
      return word(node.word, fields);
    case 'compare':
      return compare(named(node.name, fields), node);
  }
}

/** A question behind a sentence; empty where no name is near. */
function didYouMean(written: string, names: readonly string[]): string {
  const near = nearNames(written, names);
  const listed = near.length > 1 ? `${near.slice(0, -1).join(', ')} or ${near.at(-1)}` : near[0];
  return listed === undefined ? '' : ` Did you mean ${listed}?`;
}

function named(name: Operand, fields: TrialFields): TrialField {
  const found = fields.find(name.text);
  if (found === null || name.kind === 'number') {
    const meant = didYouMean(
      name.text,
      fields.all.map((each) => each.name),
    );
    throw new QueryError(
      `A comparison begins with a name of the trials; ${name.text} is none of them.${meant}`,
      name,
    );
  }
  return found;
}

function has({ kind, valueIn }: TrialField): TrialTest {
  return kind === 'flag'
    ? (trial) => valueIn(trial) === true
    : (trial) => {
        const value = valueIn(trial);
        return value !== null && !Number.isNaN(value);
      };
}

/** A mark such as `star`, or a word somewhere in the row. */
function word(written: Operand, fields: TrialFields): TrialTest {
  const field = written.kind === 'word' ? fields.find(written.text) : null;
  if (field?.kind === 'flag') {
    return has(field);
  }
  if (field) {
    const example = field.kind === 'number' ? `${field.name} < 1` : `${field.name} == value`;
    throw new QueryError(
      `A name needs a comparison: ${example}, or has ${field.name}. To look for the word, put it in quotes.`,
      written,
    );
  }
  const wanted = written.text.toLowerCase();
  return (trial) => rowWords(trial).includes(wanted);
}

type Compare = Extract<QueryNode, { kind: 'compare' }>;

function compare(field: TrialField, { operator, operatorAt, value }: Compare): TrialTest {
  if (value.kind === 'word' && value.text === NOTHING) {
    return comparedToNothing(field, operator, operatorAt);
  }
  if (operator === '~') {
    return contains(field, value);
  }
  if (operator === '!=') {
    const test = equals(field, value);
    return (trial) => !test(trial);
  }
  return operator === '==' ? equals(field, value) : ordered(field, operator, operatorAt, value);
}

function comparedToNothing(field: TrialField, operator: Comparison, at: Span): TrialTest {
  const test = has(field);
  if (operator === '==') {
    return (trial) => !test(trial);
  }
  if (operator === '!=') {
    return test;
  }
  throw new QueryError(`none can be compared by == and != only; found ${operator}.`, at);
}

function contains({ valueIn }: TrialField, value: Operand): TrialTest {
  const wanted = value.text.toLowerCase();
  return (trial) => {
    const found = valueIn(trial);
    return found !== null && String(found).toLowerCase().includes(wanted);
  };
}

function isIn(field: TrialField, values: readonly Operand[]): TrialTest {
  const tests = values.map((value) => equals(field, value));
  return (trial) => tests.some((test) => test(trial));
}

function equals(field: TrialField, value: Operand): TrialTest {
  const { valueIn } = field;
  if (field.kind === 'number') {
    const wanted = numberOf(field, value);
    return Number.isNaN(wanted)
      ? (trial) => Number.isNaN(valueIn(trial))
      : (trial) => valueIn(trial) === wanted;
  }
  if (field.kind === 'flag') {
    const wanted = flagOf(field, value);
    return (trial) => valueIn(trial) === wanted;
  }
  const wanted = choiceOf(field, value);
  return (trial) => valueIn(trial) === wanted;
}

function ordered(field: TrialField, operator: Comparison, at: Span, value: Operand): TrialTest {
  if (field.kind !== 'number') {
    throw new QueryError(
      `${operator} compares numbers; ${field.name} has none. Use ==, !=, in, or ~ for a part of it.`,
      at,
    );
  }
  const limit = numberOf(field, value);
  const { valueIn } = field;
  const numberIn = (trial: Trial): number => {
    const found = valueIn(trial);
    return typeof found === 'number' ? found : Number.NaN;
  };
  switch (operator) {
    case '<':
      return (trial) => numberIn(trial) < limit;
    case '<=':
      return (trial) => numberIn(trial) <= limit;
    case '>':
      return (trial) => numberIn(trial) > limit;
    default:
      return (trial) => numberIn(trial) >= limit;
  }
}

function numberOf(field: TrialField, value: Operand): number {
  const { unit, number, text } = value;
  if (value.kind !== 'number') {
    throw new QueryError(`${field.name} is compared to a number; found ${text}.`, value);
  }
  if (unit === null) {
    return number;
  }
  const factor = field.isDuration ? SECONDS[unit] : undefined;
  if (factor === undefined) {
    const rule = field.isDuration
      ? 'A duration has the unit ms, s, min, h or d'
      : `${field.name} has no unit`;
    throw new QueryError(`${rule}; found ${text}.`, value);
  }
  return number * factor;
}

function flagOf(field: TrialField, value: Operand): boolean {
  const text = value.text.toLowerCase();
  if (text !== 'true' && text !== 'false') {
    throw new QueryError(`${field.name} is true or false; found ${value.text}.`, value);
  }
  return text === 'true';
}

/** One of the choices, in any case of letters where that is clear. */
function choiceOf({ name, choices }: TrialField, value: Operand): string {
  const { text } = value;
  if (choices === null || choices.includes(text)) {
    return text;
  }
  const same = choices.filter((choice) => choice.toLowerCase() === text.toLowerCase());
  const [only] = same;
  if (only !== undefined && same.length === 1) {
    return only;
  }
  throw new QueryError(
    `${name} is one of ${choices.join(', ')}; found ${text}.${didYouMean(text, choices)}`,
    value,
  );
}
