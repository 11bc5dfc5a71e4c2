import { dirname } from 'node:path';
import { type ReadRun, readRun } from '#core/launch/read/read-run.ts';
import { withRootProblem } from '#core/launch/root/root-problem.ts';

export { problemLine } from '#core/launch/read/ready-run.ts';

export type CheckSource = {
  readonly text: string;
  /** Absolute. */
  readonly file: string;
  readonly set: readonly string[];
  readonly home: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Reads a YAML for `check`: nothing is imported and nothing written. The place that it names for its run is looked at too. */
export async function readForCheck(source: CheckSource): Promise<ReadRun> {
  return await withRootProblem(await readRun({ ...source, workingDirectory: dirname(source.file) }));
}
