import { companionFile } from '#core/platform/companion-file.ts';
import { unpacked } from '#core/platform/unpacked.ts';

/** A Python file of ours. In a packed app it lies unpacked: Python cannot read inside the archive. */
export function pythonCompanion(name: string): string {
  return unpacked(companionFile(name));
}
