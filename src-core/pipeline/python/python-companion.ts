import { sep } from 'node:path';
import { companionFile } from '#core/pipeline/companion-file.ts';

/** A Python file of ours. In a packed app it lies unpacked: Python cannot read inside the archive. */
export function pythonCompanion(name: string): string {
  return companionFile({ source: `./python/${name}`, built: `./${name}` }).replace(
    `app.asar${sep}`,
    `app.asar.unpacked${sep}`,
  );
}
