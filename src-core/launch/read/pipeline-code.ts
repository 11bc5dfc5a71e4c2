import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { pipelineByKey } from '#core/config/compare/settings-by-key.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import { pipelineFile } from '#core/pipeline/source/source-file.ts';
import type { RunRecord } from '#core/state/root/run-record.ts';

/**
 * The SHA-256 of the pipeline's own source file, in hexadecimal digits; what that imports is not looked at. Null for
 * commands, and for a file that lies elsewhere or can't be read.
 */
export async function pipelineCode(pipeline: Pipeline, workingDirectory: string): Promise<string | null> {
  const file = await pipelineFile(pipeline, workingDirectory);
  const text = file === null ? null : await readFile(file).catch(() => null);
  return text === null ? null : createHash('sha256').update(text).digest('hex');
}

/** What a launch evaluates with. */
type Evaluated = { readonly pipeline: Pipeline; readonly code: string | null };

/** What has changed since the launch before, as a warning in one sentence; null where nothing has, as far as known. */
export function changedPipeline(
  { settings, launches }: Pick<RunRecord, 'settings' | 'launches'>,
  { pipeline, code }: Evaluated,
): string | null {
  const [before, now] = [nameOf(settings.evaluate_pipeline), nameOf(pipeline)];
  const rule = 'Its earlier results stay and may not compare with new ones';
  if (before !== now) {
    return `The run was evaluated with ${before} before, now with ${now}. ${rule}.`;
  }
  const last = launches.findLast((launch) => launch.code !== undefined);
  return last === undefined || code === null || last.code === code
    ? null
    : `The code of ${now} has changed since the launch of ${last.at}. ${rule}.`;
}

function nameOf(pipeline: Pipeline): string {
  const name = pipelineByKey(pipeline);
  return typeof name === 'string' ? name : name.command.join(' ');
}
