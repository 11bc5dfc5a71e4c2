import { isAlias, isMap } from 'yaml';
import { parseYaml } from '#core/config/document/parse-yaml.ts';
import { EditRefused, type KeyPath } from '../document-edit.ts';
import { entryOf, type WrittenEntry, type WrittenMap, writtenMap } from './written-map.ts';

/** The mapping that holds the last key of a path, as far as it is there. */
export type FoundMap = {
  /** The innermost mapping on the way that is there. */
  readonly map: WrittenMap | null;
  /** The entry whose value that mapping is; null for the root. */
  readonly owner: WrittenEntry | null;
  /** Keys of the path that are left behind `map`. */
  readonly rest: KeyPath;
};

/**
 * Follows a path as far as the text goes.
 *
 * @throws {EditRefused} where the text can't be read, or the path leads through something else than a mapping
 */
export function findMap(text: string, path: KeyPath): FoundMap {
  const parsed = parseYaml(text);
  if (parsed.kind === 'too-deep' || parsed.document.errors.length > 0 || parsed.second !== null) {
    throw new EditRefused('the text can’t be read as one YAML document');
  }
  const { contents } = parsed.document;
  if (contents === null || (!isMap(contents) && contents.range?.[0] === contents.range?.[1])) {
    return { map: null, owner: null, rest: path };
  }
  if (!isMap(contents)) {
    throw new EditRefused('the text is not a mapping of keys to values');
  }
  return follow({ map: writtenMap(contents, text), owner: null, rest: path }, text);
}

function follow(found: FoundMap, text: string): FoundMap {
  const [key, ...rest] = found.rest;
  const owner = key === undefined || found.map === null || rest.length === 0 ? null : entryOf(found.map, key);
  if (owner === null || owner.value === null) {
    return owner === null ? found : { map: null, owner, rest };
  }
  if (!isMap(owner.value)) {
    const what = isAlias(owner.value) ? 'refers to another place' : 'is not a mapping';
    throw new EditRefused(`the value of \`${owner.name}\` ${what}`);
  }
  return follow({ map: writtenMap(owner.value, text), owner, rest }, text);
}
