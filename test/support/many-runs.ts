import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Copies a run that has ended so many times, each a run of its own with an id of its own; answers their roots. */
export function copyRun(root: string, folder: string, count: number): readonly string[] {
  mkdirSync(folder, { recursive: true });
  const record = readFileSync(join(root, '.incumbent', 'run.yaml'), 'utf8');
  return Array.from({ length: count }, (_, index) => {
    // A hundred a folder, as people sort them.
    const copy = join(
      folder,
      `batch-${Math.floor(index / 100)}`,
      `run-${String(index + 1).padStart(3, '0')}`,
    );
    cpSync(root, copy, { recursive: true });
    const own = record.replace(/^run_id: .*$/m, `run_id: copy-${index + 1}`);
    writeFileSync(join(copy, '.incumbent', 'run.yaml'), own);
    return copy;
  });
}
