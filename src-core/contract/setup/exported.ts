import { z } from 'zod';

/** What a run can be exported to: YAML and a script for the Python library, its space for ConfigSpace. */
export const exportTargetSchema = z.enum(['yaml', 'python', 'configspace']);
export type ExportTarget = z.infer<typeof exportTargetSchema>;

/** A run for another tool, with what its text can't say there; or the reasons why that tool can't run it. */
export const exportedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('exported'), text: z.string(), notes: z.array(z.string()).readonly() }),
  z.object({ kind: z.literal('refused'), reasons: z.array(z.string()).readonly() }),
]);
export type Exported = z.infer<typeof exportedSchema>;
