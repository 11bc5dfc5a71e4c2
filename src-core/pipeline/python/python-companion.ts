import { companionFile } from '#core/pipeline/companion-file.ts';
import { unpacked } from '#core/platform/unpacked.ts';

/** A Python file of ours. In a packed app it lies unpacked: Python cannot read inside the archive. */
export function pythonCompanion(name: string): string {
  return unpacked(companionFile({ source: `./python/${name}`, built: `./${name}` }));
}
