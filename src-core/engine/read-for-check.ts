import { dirname } from 'node:path';
import { type ReadRun, readRun } from '#core/launch/read-run.ts';

export { problemLine } from '#core/launch/ready-run.ts';

export type CheckSource = {
  readonly text: string;
  /** Absolute. */
  readonly file: string;
  readonly set: readonly string[];
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Reads a YAML for `check`: nothing is imported and nothing written. */
export async function readForCheck(source: CheckSource): Promise<ReadRun> {
  return await readRun({ ...source, workingDirectory: dirname(source.file) });
}
