import { z } from 'zod';

/** How much a finding matters: an `error` forbids a start, a `warning` does not, a `note` explains. */
export const severitySchema = z.enum(['error', 'warning', 'note']);
export type Severity = z.infer<typeof severitySchema>;

/**
 * One finding in a document or a run directory. `line` and `column` start at 1; `path` is dotted
 * (`pipeline_space.alpha.lower`) in documents and a file below the root in run directories.
 */
export const problemSchema = z.object({
  code: z.string(),
  severity: severitySchema,
  message: z.string(),
  file: z.string().nullable(),
  line: z.number().int().nullable(),
  column: z.number().int().nullable(),
  path: z.string().nullable(),
});
export type Problem = z.infer<typeof problemSchema>;
