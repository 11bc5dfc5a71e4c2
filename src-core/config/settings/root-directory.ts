import { isNothing } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { RunEntries } from './run-entries.ts';
import { RUN_DEFAULTS } from './run-settings.ts';

/**
 * The root directory as written, or by default; null where something else than a path is given.
 *
 * `~` alone is YAML's nothing. Whoever writes it for a path means the home directory, and would get the default unasked.
 *
 * @param read - what is known of the settings; a value that could not be read is left out, and was reported
 */
export function rootDirectoryOf(
  entries: RunEntries,
  read: Partial<RunSettings>,
  report: Report,
): string | null {
  const node = entries.get('root_directory');
  if (node === undefined || !isNothing(node)) {
    return node === undefined ? RUN_DEFAULTS.root_directory : (read.root_directory ?? null);
  }
  if (node.kind !== 'scalar' || node.source !== '~') {
    return RUN_DEFAULTS.root_directory;
  }
  const message =
    'Expected a path for `root_directory`, found `~`, which YAML reads as nothing. Name a directory such as ' +
    `\`~/runs/first\`, or leave the key out for \`${RUN_DEFAULTS.root_directory}\`.`;
  report.error('wrong-type', node, message);
  return null;
}
