import type { TrialField, TrialFields } from './fields.ts';
import { isComparison } from './parse-query.ts';
import { QueryError } from './syntax.ts';
import { type Sign, type Token, tokensOf } from './tokens.ts';

/** One way to go on: what is put in, and what it is in a few words. */
type Completion = { readonly text: string; readonly about: string };

/** The ways to go on from a place in a query; each takes the place of the text from `from` to `to`. */
export type Completions = {
  readonly from: number;
  readonly to: number;
  readonly options: readonly Completion[];
};

const MOST = 12;
const OPERATORS: Readonly<Record<TrialField['kind'], readonly string[]>> = {
  number: ['<', '<=', '>', '>=', '==', '!=', 'in (', 'not in ('],
  text: ['==', '!=', '~', 'in (', 'not in ('],
  flag: ['and', 'or'],
};
const OPERATOR_WORDS: Readonly<Record<string, string>> = {
  '<': 'less than',
  '<=': 'at most',
  '>': 'more than',
  '>=': 'at least',
  '==': 'is',
  '!=': 'is not',
  '~': 'contains',
  'in (': 'is one of',
  'not in (': 'is none of',
  and: 'both',
  or: 'either',
};

/** A name or a value as a query has it: in quotes where it would be read as something else. */
export function quotedWhereNeeded(text: string): string {
  try {
    const [only, ...more] = tokensOf(text);
    if (only?.kind === 'word' && more.length === 0) {
      return text;
    }
  } catch (error) {
    if (!(error instanceof QueryError)) {
      throw error;
    }
  }
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}

function readable(text: string): readonly Token[] {
  try {
    return tokensOf(text);
  } catch (error) {
    if (error instanceof QueryError) {
      return tokensOf(text.slice(0, error.problem.from));
    }
    throw error;
  }
}

function signOf(token: Token | undefined): Sign | null {
  return token?.kind === 'symbol' ? token.symbol : null;
}

/** The name whose value comes next; null where none is asked for. */
function comparedName(before: readonly Token[], fields: TrialFields): TrialField | null {
  let at = before.length - 1;
  const last = signOf(before[at]);
  if (last !== null && isComparison(last)) {
    at -= 1;
  } else if (last === '(' || last === '[' || last === ',') {
    while (at >= 0 && signOf(before[at]) !== 'in') {
      at -= 1;
    }
    at -= signOf(before[at - 1]) === 'not' ? 2 : 1;
  } else {
    return null;
  }
  const name = before[at];
  return name === undefined || name.kind === 'symbol' ? null : fields.find(name.text);
}

function endsItem(before: readonly Token[]): boolean {
  const last = before.at(-1);
  return last !== undefined && (last.kind !== 'symbol' || last.symbol === ')' || last.symbol === ']');
}

function namesOf(fields: TrialFields): readonly Completion[] {
  return fields.all.map(({ name, about }) => ({ text: quotedWhereNeeded(name), about }));
}

function valuesOf({ choices }: TrialField): readonly Completion[] {
  return (choices ?? []).map((text) => ({ text: quotedWhereNeeded(text), about: '' }));
}

function operatorsOf(texts: readonly string[]): readonly Completion[] {
  return texts.map((text) => ({ text, about: OPERATOR_WORDS[text] ?? '' }));
}

/** Whether the last operand is a name by itself, so that a comparison comes next. */
function isBareName(before: readonly Token[]): boolean {
  const previous = signOf(before.at(-2));
  return before.length < 2 || (previous !== null && ['and', 'or', 'not', '(', 'has'].includes(previous));
}

function optionsAfter(before: readonly Token[], fields: TrialFields): readonly Completion[] {
  const compared = comparedName(before, fields);
  if (compared !== null) {
    return valuesOf(compared);
  }
  const last = before.at(-1);
  if (endsItem(before)) {
    const field = last && last.kind !== 'symbol' && isBareName(before) ? fields.find(last.text) : null;
    const isCompared = field !== null && signOf(before.at(-2)) !== 'has';
    return operatorsOf(isCompared ? OPERATORS[field.kind] : ['and', 'or']);
  }
  const begins = signOf(last) === 'has' ? [] : ['has', 'not'];
  return [...namesOf(fields), ...begins.map((text) => ({ text, about: '' }))];
}

/** How a query can go on at the caret; nothing where the text before it means nothing. */
export function completeQuery(text: string, caret: number, fields: TrialFields): Completions {
  const tokens = readable(text.slice(0, caret));
  const last = tokens.at(-1);
  const isTyped = last !== undefined && last.to === caret && (last.kind === 'word' || isWordSign(last));
  const before = isTyped ? tokens.slice(0, -1) : tokens;
  const from = isTyped ? last.from : caret;
  const typed = text.slice(from, caret).toLowerCase();
  const options = optionsAfter(before, fields).filter(
    (option) => option.text.toLowerCase() !== typed && option.text.toLowerCase().includes(typed),
  );
  const begins = ({ text: option }: Completion) => Number(!option.toLowerCase().startsWith(typed));
  return {
    from,
    to: caret,
    options: options.toSorted((a, b) => begins(a) - begins(b)).slice(0, MOST),
  };
}

function isWordSign(token: Token): boolean {
  return token.kind === 'symbol' && /^[a-z]/.test(token.symbol);
}
