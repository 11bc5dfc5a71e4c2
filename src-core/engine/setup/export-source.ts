import { stat } from 'node:fs/promises';
import { writeConfigSpace } from '#core/config/exchange/configspace/write-configspace.ts';
import { exportRun, tellingIgnored } from '#core/config/exchange/export-run.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { RunFacts } from '#core/contract/run/run-view.ts';
import type { Exported, ExportTarget } from '#core/contract/setup/documents.ts';
import { readRunRecord } from '#core/state/root/run-record.ts';
import { requireOwnRun } from '../runs/require-own-run.ts';
import { type CheckSource, readForCheck } from './read-for-check.ts';

/** True for a root directory, false for anything else. */
export async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}

/** A run that was started, as it was resolved then. @throws IncumbentError where it is no run of ours */
export async function exportRoot(path: string, target: ExportTarget): Promise<Exported> {
  const { settings, space } = await readRunRecord(await requireOwnRun(path));
  return exportRun(settings, space, target);
}

/** A run of the list. Of one from another program its space can be exported at least. @throws as {@link exportRoot} */
export async function exportListed({ root, space }: RunFacts, target: ExportTarget): Promise<Exported> {
  return target === 'configspace' && space !== null ? writeConfigSpace(space) : exportRoot(root, target);
}

/** A YAML, with its paths as they are written. @throws IncumbentError `config-invalid` where it is no run */
export async function exportConfig(source: CheckSource, target: ExportTarget): Promise<Exported> {
  const { parsed, problems } = await readForCheck(source);
  const { settings, space } = parsed;
  if (!parsed.valid || settings === null || space === null) {
    const message = `Expected the YAML of a run, found errors in it (incumbent check tells them): ${source.file}`;
    throw new IncumbentError('config-invalid', message, { problems });
  }
  return tellingIgnored(exportRun(settings, space, target), parsed.problems);
}
