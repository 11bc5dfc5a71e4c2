import type { OptimizerArgument } from '#core/contract/optimizers/optimizers.ts';
import { type Fields, found, isObject } from './found.ts';

const TYPES = ['integer', 'number', 'boolean', 'choice'] as const;

function isType(value: unknown): value is OptimizerArgument['type'] {
  return TYPES.some((type) => type === value);
}

/** The default by its type: `ndim` may stand for the number of searched parameters. */
function isDefault(
  value: unknown,
  { type, choices }: Pick<OptimizerArgument, 'type' | 'choices'>,
): value is OptimizerArgument['default'] {
  switch (type) {
    case 'integer':
      return value === 'ndim' || Number.isSafeInteger(value);
    case 'number':
      return typeof value === 'number' && Number.isFinite(value);
    case 'boolean':
      return typeof value === 'boolean';
    case 'choice':
      return (choices ?? []).includes(String(value));
  }
}

function readChoices(value: unknown): string[] | null {
  const isList = Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string');
  return isList ? value : null;
}

/** One argument, or what is wrong with it. */
function readArgument(item: unknown): OptimizerArgument | string {
  if (!isObject(item) || typeof item.name !== 'string' || !/^[a-z_][a-z0-9_]*$/i.test(item.name)) {
    return `expected an object with a \`name\` of letters, digits and _, found ${found(item)}`;
  }
  const { name, type } = item;
  if (!isType(type)) {
    return `expected as \`type\` of \`${name}\` one of ${TYPES.join(', ')}, found ${found(type)}`;
  }
  return readOfType(item, { name, type });
}

function readOfType(
  item: Fields,
  { name, type }: Pick<OptimizerArgument, 'name' | 'type'>,
): OptimizerArgument | string {
  const choices = readChoices(item.choices);
  if (type === 'choice' && choices === null) {
    return `expected a list of words as \`choices\` of \`${name}\`, found ${found(item.choices)}`;
  }
  if (!isDefault(item.default, { type, choices })) {
    return `expected as \`default\` of \`${name}\` a value of its type, ${type}, found ${found(item.default)}`;
  }
  const description = typeof item.description === 'string' ? item.description : '';
  return withinBounds(item, { name, type, choices, default: item.default, description });
}

function isBound(value: unknown): value is number | null | undefined {
  return value === undefined || value === null || Number.isFinite(value);
}

function withinBounds(
  { minimum, maximum }: Fields,
  argument: Omit<OptimizerArgument, 'minimum' | 'maximum'>,
): OptimizerArgument | string {
  const { name, default: fallback } = argument;
  if (!isBound(minimum) || !isBound(maximum)) {
    const [key, value] = isBound(minimum) ? ['maximum', maximum] : ['minimum', minimum];
    return `expected as \`${key}\` of \`${name}\` a finite number, found ${found(value)}`;
  }
  if (typeof fallback === 'number' && fallback < (minimum ?? fallback)) {
    return `expected as \`default\` of \`${name}\` at least its \`minimum\`, ${minimum}, found ${fallback}`;
  }
  if (typeof fallback === 'number' && fallback > (maximum ?? fallback)) {
    return `expected as \`default\` of \`${name}\` at most its \`maximum\`, ${maximum}, found ${fallback}`;
  }
  return { ...argument, minimum: minimum ?? null, maximum: maximum ?? null };
}

function repeatedName(list: readonly OptimizerArgument[]): string | null {
  const names = list.map(({ name }) => name);
  return names.find((name, index) => names.indexOf(name) !== index) ?? null;
}

/** The `arguments` of a user's optimizer; a sentence on the first that can't be read. */
export function readArguments(value: unknown): OptimizerArgument[] | string {
  if (value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    return `expected a list, found ${found(value)}`;
  }
  const read = value.map(readArgument);
  const wrong = read.find((item) => typeof item === 'string');
  if (wrong !== undefined) {
    return wrong;
  }
  const list = read.filter((item) => typeof item !== 'string');
  const repeated = repeatedName(list);
  return repeated === null ? list : `expected each \`name\` once, found \`${repeated}\` twice`;
}
