import { editDocument } from '#core/config/edit/edit-document.ts';
import { typedSource } from '#core/config/edit/source-text.ts';
import { folderOf, writtenFrom } from '../../../format/paths.ts';
import type { Draft } from '../../../stores/draft-store.ts';

/** A space file whose relative path would lead elsewhere once the run's YAML is in another folder. */
export type MovedSpace = {
  /** Where its path would lead from there; null where that is not beside the run's file. */
  readonly beside: string | null;
  /** The path that leads to the same file from there. */
  readonly file: string;
  /** The run's text with that path. */
  readonly text: string;
};

const ABSOLUTE = /^(?:[/\\~]|[a-z]:)/i;

/**
 * What saving the run's YAML as `path` means for its space file; null where it stays what it is.
 *
 * @param from the folder where relative paths of the document start now
 */
export function movedSpace(
  { text, space }: Pick<Draft, 'text' | 'space'>,
  from: string,
  path: string,
): MovedSpace | null {
  const folder = folderOf(path);
  if (space === null || ABSOLUTE.test(space.written) || folder === from) {
    return null;
  }
  const file = writtenFrom(folder, space.path);
  const edited = editDocument(text, { kind: 'set', path: ['pipeline_space'], source: typedSource(file) });
  const name = space.written.replace(/^\.\//, '');
  return edited.kind === 'refused'
    ? null
    : { beside: /[/\\]/.test(name) ? null : `${folder.replace(/\/$/, '')}/${name}`, file, text: edited.text };
}
