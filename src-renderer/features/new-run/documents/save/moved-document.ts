import { readNode } from '#core/config/document/read-document.ts';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import { editDocument } from '#core/config/edit/edit-document.ts';
import { settingDrafts } from '#core/config/edit/setting-drafts.ts';
import { parseRun } from '#core/config/run/parse-run.ts';
import { stringText } from '#core/config/values/scalar-text.ts';
import { folderOf, isWholePath, wholePath, writtenFrom } from '#renderer/format/paths.ts';

/** A relative path of a document that would lead elsewhere once its file is in another folder. */
type MovedPath = {
  /** The setting that holds it. */
  readonly key: string;
  readonly before: string;
  /** As it leads to the same place from the new folder; null where only a person can write that into the YAML. */
  readonly after: string | null;
  readonly edits: readonly DocumentEdit[];
};

/** The file that `pipeline_space` names by a relative path. */
type NamedSpace = { readonly written: string; readonly text: string | null };

/** What it means for a document to be saved in another folder than the one in which its relative paths start. */
export type MovedDocument = {
  readonly paths: readonly MovedPath[];
  /** Where a copy of its space file would lie beside it; null where it has none that could. */
  readonly beside: { readonly path: string; readonly text: string } | null;
};

type Move = { readonly text: string; readonly from: string; readonly to: string };

/**
 * What saving a document as `path` means for its relative paths; none where it stays in its folder.
 *
 * @param from the folder where they start now
 */
export function movedDocument(
  { text, space }: { readonly text: string; readonly space: NamedSpace | null },
  from: string,
  path: string,
): MovedDocument {
  const to = folderOf(path);
  if (to === from.replace(/(?<=.)[\\/]+$/, '')) {
    return { paths: [], beside: null };
  }
  const paths = KEYS.flatMap((key) => movedSetting(key, { text, from, to }));
  const name = space?.written.replace(/^\.\//, '') ?? '';
  const canLie = name !== '' && !isWholePath(name) && !/[/\\]/.test(name);
  return {
    paths: [...paths, ...movedCommand({ text, from, to })],
    beside: canLie && space?.text != null ? { path: wholePath(to, name), text: space.text } : null,
  };
}

/** The text with these paths as they lead to the same places from the new folder. */
export function withMovedPaths(text: string, paths: readonly MovedPath[]): string {
  return paths.flatMap(({ edits }) => edits).reduce((now, edit) => edited(now, edit) ?? now, text);
}

function edited(text: string, edit: DocumentEdit): string | null {
  const done = editDocument(text, edit);
  return done.kind === 'edited' ? done.text : null;
}

const KEYS = [
  'evaluate_pipeline',
  'pipeline_space',
  'root_directory',
  'optimizer',
  'optimizer.name',
  'incumbent.python',
];

/** The path in a value of each kind, and what stands behind it. */
const PATHS: Readonly<Record<string, RegExp>> = {
  evaluate_pipeline: /^(.+\.(?:py|js|mjs|ts))(:.*)?$/,
  pipeline_space: /^(.+\.(?:ya?ml|json))()$/i,
  root_directory: /^(.+)()$/,
  optimizer: /^(.+\.(?:js|mjs|ts))(:.+)$/,
  'optimizer.name': /^(.+\.(?:js|mjs|ts))(:.+)$/,
  // A bare name is a program to be found.
  'incumbent.python': /^(.*[/\\].*)()$/,
};

function movedSetting(key: string, { text, from, to }: Move): readonly MovedPath[] {
  const drafts = settingDrafts(readNode(text));
  const given = drafts?.textOf(key) ?? null;
  if (drafts === null || given === null || given === 'structure') {
    return [];
  }
  const [, path, rest = ''] = PATHS[key]?.exec(given.shown) ?? [];
  if (path === undefined || isWholePath(path)) {
    return [];
  }
  const after = `${moved(path, { from, to })}${rest}`;
  // An argument of an optimizer most often stands in braces, where a colon would need quotes.
  const source = stringText(after, key === 'optimizer.name' ? 'flow' : 'line');
  return movedPath({ key, before: given.shown, after, edits: drafts.edits(key, source) }, text);
}

/** With a word on whether the text lets it be changed; none where it stays as it is written. */
function movedPath(path: MovedPath, text: string): readonly MovedPath[] {
  if (path.after === path.before) {
    return [];
  }
  const isPossible = path.edits.every((edit) => edited(text, edit) !== null);
  return [isPossible ? path : { ...path, after: null, edits: [] }];
}

/** The program of a command. Its other arguments may be anything. */
function movedCommand({ text, from, to }: Move): readonly MovedPath[] {
  const pipeline = parseRun({ text, file: null, readText: () => null }).known.evaluate_pipeline;
  const [program = '', ...rest] = pipeline?.kind === 'command' ? pipeline.command : [];
  if (!/[/\\]/.test(program) || isWholePath(program)) {
    return [];
  }
  const after = moved(program, { from, to });
  const source = `[${[after, ...rest].map((argument) => stringText(argument, 'flow')).join(', ')}]`;
  const path = ['evaluate_pipeline', 'command'];
  const edits = [{ kind: 'set', path, source }] as const;
  return movedPath({ key: 'evaluate_pipeline', before: program, after, edits }, text);
}

function moved(path: string, { from, to }: Pick<Move, 'from' | 'to'>): string {
  return writtenFrom(to, wholePath(from, path));
}
