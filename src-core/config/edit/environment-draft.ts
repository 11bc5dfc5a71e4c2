import { childOf, type DocumentNode } from '#core/config/document/node.ts';
import { readPlainScalar } from '#core/config/document/scalar.ts';
import { variableText } from '#core/config/settings/environment.ts';
import { stringText } from '#core/config/values/yaml-string.ts';
import type { DocumentEdit, KeyPath } from './document-edit.ts';
import { readNode } from './text/read-node.ts';
import { typedSource } from './text/source-text.ts';

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
export function environmentDraft(node: DocumentNode | null, path: KeyPath): EnvironmentDraft {
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
