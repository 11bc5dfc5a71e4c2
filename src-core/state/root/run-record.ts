import { z } from 'zod';
import { RUN_DEFAULTS } from '#core/config/settings/run-settings.ts';
import { readTypedYaml } from '#core/config/values/read-typed-yaml.ts';
import { plainValue, type TypedValue } from '#core/config/values/typed-value.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import { resolvedOptimizerSchema } from '#core/contract/optimizers/optimizers.ts';
import { branchLinkSchema, branchOriginSchema, launchSchema } from '#core/contract/run/run-view.ts';
import { runSettingsSchema } from '#core/contract/setup/settings.ts';
import { searchSpaceSchema } from '#core/contract/space.ts';
import { readTextOrNull } from '#core/platform/files.ts';
import { type RunLayout, runLayout } from '../layout.ts';

/** The layout of run directories that this version writes. A higher one is refused by name. */
export const RUN_FORMAT = 1;

const mapping = z.record(z.string(), z.unknown());

/** Settings as a run keeps them: a key that is younger than the version that wrote them has its default. */
export const storedSettingsSchema = z.preprocess((value) => {
  const settings = mapping.safeParse(value).data;
  const incumbent = mapping.safeParse(settings?.incumbent).data;
  return settings === undefined
    ? value
    : { ...RUN_DEFAULTS, ...settings, incumbent: { ...RUN_DEFAULTS.incumbent, ...incumbent } };
}, runSettingsSchema);

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
  settings: storedSettingsSchema,
  space: searchSpaceSchema,
  launches: z.array(launchSchema),
  /** Where the first trials are from; absent where the run began empty. */
  branched_from: z.exactOptional(branchOriginSchema),
  /** Runs that began with trials of this one. */
  branches: z.exactOptional(z.array(branchLinkSchema)),
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
  return parseRunRecord(readRecordFile(layout), layout);
}

/** All that the file holds, known here or not. Throws as {@link readRunRecord} where there is no such file. */
export function readRecordFile(layout: RunLayout): TypedValue {
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
  const read = readTypedYaml(text);
  if (read.kind === 'unreadable') {
    throw unreadable(layout, read.because);
  }
  return read.value;
}

function parseRunRecord(file: TypedValue, layout: RunLayout): RunRecord {
  const value = plainValue(file);
  const format = formatSchema.safeParse(value);
  if (format.success && format.data.format !== RUN_FORMAT) {
    const found = format.data.format;
    const who =
      found > RUN_FORMAT ? 'A newer version of Incumbent wrote it' : 'No version of Incumbent wrote it';
    throw new IncumbentError(
      'root-format-unknown',
      `This version reads run directories of format ${RUN_FORMAT}; ${layout.root} has format ${found}. ${who}`,
      { root: layout.root, format: found },
    );
  }
  const record = runRecordSchema.safeParse(value);
  if (!record.success) {
    throw unreadable(layout, z.prettifyError(record.error));
  }
  return record.data;
}

function unreadable(layout: RunLayout, because: string): IncumbentError {
  return new IncumbentError('io', `The run's record can't be read: ${layout.record}: ${because}`, {
    path: layout.record,
  });
}
