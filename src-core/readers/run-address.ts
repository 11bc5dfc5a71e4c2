import { basename } from 'node:path';
import { statOrNull } from './foreign/small-file.ts';

/** A directory or a file, and which of the runs in that file is meant; null: the only one. */
export type RunAddress = { readonly path: string; readonly run: string | null };

/**
 * The address of one run in a file that may hold several. Characters that could be taken for a part of a path are
 * escaped.
 *
 * @example runAddress('/runs/optuna.db', 'resnet') // '/runs/optuna.db#resnet'
 */
export function runAddress(file: string, run: string): string {
  return `${file}#${run.replace(/[%/\\#]|^\.+$/g, encodeURIComponent)}`;
}

/** Takes an address apart. Only a file can have a run's name behind it: the name of a directory may contain `#` too. */
export function parseRunAddress(address: string): RunAddress {
  const at = address.lastIndexOf('#');
  const isAddress =
    at > 0 && statOrNull(address) === null && statOrNull(address.slice(0, at))?.isFile() === true;
  return isAddress
    ? { path: address.slice(0, at), run: decoded(address.slice(at + 1)) }
    : { path: address, run: null };
}

/** What a run is called before anything of it was read. */
export function titleOf(address: string): string {
  const { path, run } = parseRunAddress(address);
  return run ?? basename(path);
}

/** What a person typed need not be escaped. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
