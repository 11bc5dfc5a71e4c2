import { z } from 'zod';

/** How many trials of a run count in another one, and why the others do not. */
export const branchReportSchema = z.object({
  imported: z.number().int(),
  /** Whether they keep brackets and rungs: the optimizer, its arguments and the fidelity are the same. */
  keeps_rungs: z.boolean(),
  /** Most trials first; `because` completes "a trial that …". */
  left_out: z.array(z.object({ because: z.string(), trials: z.number().int() })),
});
export type BranchReport = z.infer<typeof branchReportSchema>;

/** Where the first trials of a run are from. */
export const branchOriginSchema = branchReportSchema.extend({
  root: z.string(),
  /** Null for runs of other programs, which have none. */
  run_id: z.string().nullable(),
});
export type BranchOrigin = z.infer<typeof branchOriginSchema>;

/** A run that began with trials of this one. */
export const branchLinkSchema = z.object({ root: z.string(), run_id: z.string(), at: z.string() });
export type BranchLink = z.infer<typeof branchLinkSchema>;
