import { statOrNull } from '../foreign/small-file.ts';

/** A storage file, and which of its studies is meant; null: the only one. */
export type StudyAddress = { readonly file: string; readonly study: string | null };

/**
 * A study's own address: a storage may hold several, and each is a run. What could be taken for a part of a path is
 * escaped.
 *
 * @example studyAddress('/runs/optuna.db', 'resnet') // '/runs/optuna.db#resnet'
 */
export function studyAddress(file: string, study: string): string {
  return `${file}#${study.replace(/[%/\\#]|^\.+$/g, encodeURIComponent)}`;
}

/** Takes an address apart. What is no file with a name behind it is itself: a directory's name may have a `#` too. */
export function parseStudyAddress(address: string): StudyAddress {
  const at = address.lastIndexOf('#');
  const isAddress =
    at > 0 && statOrNull(address) === null && statOrNull(address.slice(0, at))?.isFile() === true;
  return isAddress
    ? { file: address.slice(0, at), study: decoded(address.slice(at + 1)) }
    : { file: address, study: null };
}

/** What a person typed need not be escaped. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
