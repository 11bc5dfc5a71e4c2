import { childOf, type DocumentNode, type MapNode } from '#core/config/document/node.ts';
import { readPlainScalar } from '#core/config/document/scalar.ts';
import { variableText } from '#core/config/settings/environment.ts';
import { isKnownName, runKeyOf } from '#core/config/settings/run-keys.ts';
import { stringText } from '#core/config/values/scalar-text.ts';
import { readNode } from '../document/read-document.ts';
import type { DocumentEdit, KeyPath } from './document-edit.ts';
import { type FieldText, fieldText, typedSource } from './text/source-text.ts';

/** The settings of a text as a form shows and changes them, by today's names; dotted below `incumbent`. */
export type SettingDrafts = {
  /** What the text gives; null where it leaves the default, `structure` for a list or a mapping. */
  textOf(key: string): FieldText | 'structure' | null;
  /** Gives a setting another value, as YAML; null leaves it to its default. */
  edits(key: string, source: string | null): readonly DocumentEdit[];
  readonly optimizer: OptimizerDraft;
  readonly environment: EnvironmentDraft;
};

/** The `optimizer` of a text. `name` is null where a form can't show how it is written. */
type OptimizerDraft = {
  readonly name: string | null;
  readonly arguments: ReadonlyMap<string, FieldText>;
  choose(name: string): readonly DocumentEdit[];
  /** Gives an argument another value, as YAML; null leaves it to its default. */
  argue(argument: string, source: string | null): readonly DocumentEdit[];
};

/** Null where the text can't be read. */
export function settingDrafts(root: DocumentNode | null): SettingDrafts | null {
  if (root === null || (root.kind !== 'map' && !(root.kind === 'scalar' && root.type === 'null'))) {
    return null;
  }
  const map: MapNode = root.kind === 'map' ? root : { ...root, kind: 'map', entries: [] };
  const pathOf = (key: string): KeyPath => {
    const [first = '', ...rest] = key.split('.');
    return [...(writtenPath(map, first) ?? [first]), ...rest];
  };
  const environment = pathOf('incumbent.env');
  return {
    textOf: (key) => {
      const node = nodeAt(map, pathOf(key));
      return node === null ? null : node.kind === 'scalar' ? fieldText(node) : 'structure';
    },
    edits: (key, source) => change(map, pathOf(key), source),
    optimizer: optimizerDraft(map, pathOf('optimizer')),
    environment: environmentDraft(nodeAt(map, environment), environment),
  };
}

/** Where a setting stands under any of its names, also in a group of settings as version 0.12 has them; null where not. */
function writtenPath(map: MapNode, setting: string): KeyPath | null {
  const written = map.entries.find(({ key }) => runKeyOf(key.name) === setting);
  if (written !== undefined) {
    return [written.key.name];
  }
  for (const { key, value } of map.entries) {
    const inner = value.kind === 'map' && !isKnownName(key.name) ? writtenPath(value, setting) : null;
    if (inner !== null) {
      return [key.name, ...inner];
    }
  }
  return null;
}

function nodeAt(map: MapNode, path: KeyPath): DocumentNode | null {
  return path.reduce<DocumentNode | null>(
    (node, key) => (node?.kind === 'map' ? childOf(node, key) : null),
    map,
  );
}

function change(map: MapNode, path: KeyPath, source: string | null): readonly DocumentEdit[] {
  if (source !== null) {
    return [{ kind: 'set', path, source }];
  }
  return nodeAt(map, path) === null ? [] : [{ kind: 'remove', path }];
}

function optimizerDraft(map: MapNode, path: KeyPath): OptimizerDraft {
  const node = nodeAt(map, path);
  const name = optimizerName(node);
  const entries = node?.kind === 'map' && name !== null ? node.entries : [];
  return {
    name,
    arguments: new Map(
      entries.filter(({ key }) => key.name !== 'name').map(({ key, value }) => [key.name, fieldText(value)]),
    ),
    choose: (chosen) => [{ kind: 'set', path, source: chosen }],
    argue: (argument, source) => {
      if (node?.kind === 'map') {
        return change(map, [...path, argument], source);
      }
      const named = name ?? 'auto';
      return source === null
        ? []
        : [{ kind: 'set', path, source: `{name: ${named}, ${argument}: ${source}}` }];
    },
  };
}

function optimizerName(node: DocumentNode | null): string | null {
  if (node === null || (node.kind === 'scalar' && node.type === 'null')) {
    return 'auto';
  }
  const named = node.kind === 'map' ? childOf(node, 'name') : node;
  return named?.kind === 'scalar' && named.type === 'string' && !isOlder(node) ? named.value : null;
}

/** `strategy` and `path` of older versions, where `name` means something else. */
function isOlder(node: DocumentNode): boolean {
  return node.kind === 'map' && (childOf(node, 'strategy') ?? childOf(node, 'path')) !== null;
}

/** A variable of `incumbent.env` as a form shows it. */
export type VariableDraft = {
  readonly name: string;
  /** A list in the form `[0, 1]`; null for what no field can show, such as a text of several lines. */
  readonly shown: string | null;
};

/** The `incumbent.env` of a text. */
export type EnvironmentDraft = {
  /** In the order of the text; null where it is no mapping. */
  readonly variables: readonly VariableDraft[] | null;
  /** Gives a variable this value, as a person types it; a new one stands last. */
  set(name: string, typed: string): readonly DocumentEdit[];
  rename(name: string, next: string): readonly DocumentEdit[];
  /** With the last variable its section goes. */
  remove(name: string): readonly DocumentEdit[];
};

/** @param node - what stands at `path`; null for nothing */
function environmentDraft(node: DocumentNode | null, path: KeyPath): EnvironmentDraft {
  const variables = variablesOf(node);
  const at = (name: string): KeyPath => [...path, name];
  return {
    variables,
    set: (name, typed) => [{ kind: 'set', path: at(name), source: variableSource(typed) }],
    rename: (name, next) => [{ kind: 'rename', path: at(name), name: next }],
    remove: (name) => [{ kind: 'remove', path: variables?.length === 1 ? path : at(name) }],
  };
}

function variablesOf(node: DocumentNode | null): readonly VariableDraft[] | null {
  if (node === null || (node.kind === 'scalar' && node.type === 'null')) {
    return [];
  }
  if (node.kind !== 'map') {
    return null;
  }
  return node.entries.map(({ key, value }) => {
    const text = variableText(value);
    return { name: key.name, shown: text?.includes('\n') ? null : text };
  });
}

/** A list to be dealt out stays one; everything else is a text, also what YAML would take for nothing. */
function variableSource(typed: string): string {
  const text = typed.trim();
  const list = text.startsWith('[') ? listIn(text) : null;
  if (list !== null && variableText(list) !== null) {
    return text;
  }
  return readPlainScalar(text).type === 'null' ? stringText(text, 'flow') : typedSource(text);
}

function listIn(text: string): DocumentNode | null {
  const root = text.includes('\n') ? null : readNode(`list: ${text}`);
  const node = root?.kind === 'map' ? childOf(root, 'list') : null;
  return node?.kind === 'list' ? node : null;
}
