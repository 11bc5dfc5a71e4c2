import { z } from 'zod';
import { readTypedYaml } from '#core/config/read-typed-yaml.ts';
import { plainValue } from '#core/config/typed-value.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import { resolvedOptimizerSchema } from '#core/contract/optimizers.ts';
import { launchSchema } from '#core/contract/run-view.ts';
import { runSettingsSchema } from '#core/contract/settings.ts';
import { searchSpaceSchema } from '#core/contract/space.ts';
import { readTextOrNull } from '#core/platform/files.ts';
import { type RunLayout, runLayout } from './layout.ts';

/** The layout of run directories that this version writes. A higher one is refused by name. */
export const RUN_FORMAT = 1;

/**
 * `.incumbent/run.yaml`: what makes a directory a run. Paths in `settings` are resolved, the seed is drawn,
 * `overwrite_working_directory` is false: it belongs to the launch that said it.
 */
export const runRecordSchema = z.object({
  format: z.literal(RUN_FORMAT),
  run_id: z.string(),
  created_at: z.string(),
  working_directory: z.string(),
  optimizer: resolvedOptimizerSchema,
  settings: runSettingsSchema,
  space: searchSpaceSchema,
  launches: z.array(launchSchema),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

const formatSchema = z.object({ format: z.number().int() });

/**
 * The record of the run in `root`. Throws `root-not-a-run` where there is none, `root-format-unknown` where a newer
 * version made it, `io` where it can't be read.
 */
export async function readRunRecord(root: string): Promise<RunRecord> {
  return readRunRecordSync(runLayout(root));
}

export function readRunRecordSync(layout: RunLayout): RunRecord {
  const text = readTextOrNull(layout.record);
  if (text === null) {
    throw new IncumbentError(
      'root-not-a-run',
      `A run has a file .incumbent/run.yaml; there is none in ${layout.root}`,
      {
        root: layout.root,
      },
    );
  }
  return parseRunRecord(text, layout);
}

function parseRunRecord(text: string, layout: RunLayout): RunRecord {
  const value = parseYaml(text, layout);
  const format = formatSchema.safeParse(value);
  if (format.success && format.data.format !== RUN_FORMAT) {
    const found = format.data.format;
    throw new IncumbentError(
      'root-format-unknown',
      `This version reads run directories of format ${RUN_FORMAT}; ${layout.root} has format ${found}. A newer version of Incumbent wrote it`,
      { root: layout.root, format: found },
    );
  }
  const record = runRecordSchema.safeParse(value);
  if (!record.success) {
    throw unreadable(layout, z.prettifyError(record.error));
  }
  return record.data;
}

function parseYaml(text: string, layout: RunLayout): unknown {
  const read = readTypedYaml(text);
  if (read.kind === 'unreadable') {
    throw unreadable(layout, read.because);
  }
  return plainValue(read.value);
}

function unreadable(layout: RunLayout, because: string): IncumbentError {
  return new IncumbentError('io', `The run's record can't be read: ${layout.record}: ${because}`, {
    path: layout.record,
  });
}
