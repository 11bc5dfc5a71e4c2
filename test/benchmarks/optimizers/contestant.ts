import { parse } from 'yaml';
import type { GivenArguments } from '#core/optimizers/definition/optimizer-arguments.ts';
import { Refusal } from './refusal.ts';

/** Which optimizer is to search, as the settings name it. */
export type Contestant = { readonly name: string; readonly arguments: GivenArguments };

const FORMS =
  'Expected an optimizer as NAME, NAME:KEY=VALUE,KEY=VALUE, FILE:EXPORT or a mapping such as {name: asha, eta: 4}';

/**
 * Reads optimizers with commas between, or one mapping in YAML or JSON.
 *
 * @example contestantsOf('random_search,asha:eta=4,sampler=prior'); // two of them
 * @throws {Refusal} where it is neither
 */
export function contestantsOf(text: string): readonly Contestant[] {
  return text.trimStart().startsWith('{') ? [fromMapping(text)] : optimizersIn(text).map(fromWords);
}

function fromMapping(text: string): Contestant {
  const mapping: unknown = readValue(text);
  if (typeof mapping === 'object' && mapping !== null && 'name' in mapping) {
    const { name, ...given } = mapping as Readonly<Record<string, GivenArguments[string]>>;
    if (typeof name === 'string') {
      return { name, arguments: given };
    }
  }
  throw new Refusal(`${FORMS}; found the mapping ${text} without a \`name\`.`);
}

/** `KEY=VALUE` after a comma belongs to the optimizer before it. */
function optimizersIn(text: string): readonly string[] {
  return text.split(/,(?!\s*\w+=)/);
}

function fromWords(text: string): Contestant {
  const [, name = text, list] = /^(.*?):(\w+=.*)$/s.exec(text) ?? [];
  if (name.trim() === '' || /=|^\s*\{/.test(name)) {
    throw new Refusal(`${FORMS}; found \`${text}\`.`);
  }
  const pairs = (list?.split(/,\s*(?=\w+=)/) ?? []).map(keyAndValue);
  return { name: name.trim(), arguments: Object.fromEntries(pairs) };
}

/**
 * Reads `KEY=VALUE`, the value as YAML.
 *
 * @throws {Refusal} where there is no key
 */
export function keyAndValue(text: string): readonly [string, GivenArguments[string]] {
  const [, key, value] = /^(\w+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) {
    throw new Refusal(`Expected KEY=VALUE; found \`${text}\`.`);
  }
  return [key, readValue(value)];
}

function readValue(text: string): GivenArguments[string] {
  try {
    return parse(text);
  } catch (error) {
    throw new Refusal(`Expected YAML or JSON; found \`${text}\`: ${(error as Error).message.split('\n')[0]}`);
  }
}

/** The optimizer's name, followed by the arguments that were given. */
export function labelOf({ name, arguments: given }: Contestant): string {
  return [name, ...Object.entries(given).map(([key, value]) => `${key}=${value}`)].join(' ');
}
