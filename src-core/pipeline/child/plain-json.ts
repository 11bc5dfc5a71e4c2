import { inspect } from 'node:util';
import type { Json } from '#core/contract/value.ts';

const MAX_DEPTH = 20;

export type PlainWords = {
  /** Told of what JSON cannot carry, and where it stands. */
  readonly note: (message: string) => void;
  /** What stands for NaN and the infinities. */
  readonly notFinite: (value: number) => string;
};

/**
 * A returned `extra` as JSON. What JSON cannot carry is kept as text, and `note` is told where.
 *
 * @param path - where the value stands, for the note: `extra.model`
 * @param around - what it stands in, from the outermost
 */
export function plainJson(
  value: unknown,
  path: string,
  words: PlainWords,
  around: readonly unknown[] = [],
): Json {
  if (value === null || value === undefined) {
    return null;
  }
  if (typeof value === 'boolean' || typeof value === 'string') {
    return value;
  }
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value : words.notFinite(value);
  }
  if (typeof value === 'bigint') {
    return String(value);
  }
  const inner = (item: unknown, at: string) => plainJson(item, `${path}${at}`, words, [...around, value]);
  // Something that holds itself several times over would be told more often than there is time for.
  if (around.length <= MAX_DEPTH && !around.includes(value)) {
    const plain = plainObject(value, inner);
    if (plain !== null) {
      return plain;
    }
  }
  words.note(`${path} is ${nameOfKind(value)}, which JSON cannot carry; its text is kept`);
  return inspect(value, { depth: 1 }).slice(0, 2000);
}

function plainObject(value: object, inner: (item: unknown, at: string) => Json): Json | null {
  if (value instanceof Date) {
    return Number.isNaN(value.getTime()) ? String(value) : value.toISOString();
  }
  if (Array.isArray(value) || value instanceof Set) {
    return Array.from(value, (item, at) => inner(item, `[${at}]`));
  }
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    return Array.from(value as unknown as ArrayLike<number>, (item, at) => inner(item, `[${at}]`));
  }
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, item]) => [keyOf(key), inner(item, `.${keyOf(key)}`)]));
  }
  if (typeof value === 'function' || value instanceof Error || value instanceof Promise) {
    return null;
  }
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, inner(item, `.${key}`)]));
}

/** Objects need not know a text of themselves. */
function keyOf(key: unknown): string {
  return typeof key === 'object' ? inspect(key, { depth: 0 }) : String(key);
}

/** `a function`, `a Promise`. */
function nameOfKind(value: object): string {
  return typeof value === 'function' ? 'a function' : `a ${value.constructor?.name ?? 'object'}`;
}
