import { z } from 'zod';
import { resolvedOptimizerSchema } from '#core/contract/optimizers.ts';
import { launchSchema } from '#core/contract/run-view.ts';
import { runSettingsSchema } from '#core/contract/settings.ts';
import { searchSpaceSchema } from '#core/contract/space.ts';

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

/** What stands at the place where a run is asked for. */
export type RootKind =
  /** Nothing; `createRun` makes it, parents included. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'run'; readonly format: number }
  /** `.incumbent/` without a readable record, or with a newer format than this version's. */
  | { readonly kind: 'broken-run'; readonly message: string; readonly format: number | null }
  /** Files that are none of ours: `results/` or `configs/` hint at a run of another program. */
  | { readonly kind: 'foreign-run'; readonly entries: readonly string[] }
  | { readonly kind: 'other-directory'; readonly entries: readonly string[] }
  | { readonly kind: 'not-a-directory' };
