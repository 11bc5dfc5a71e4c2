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

/** A text file as a whole; `text` is null where there is none. */
const fileNowSchema = z.object({ path: z.string(), text: z.string().nullable() });

/** What a watcher of a file receives: what it says now, then again whenever that has changed. */
export const fileUpdateSchema = fileNowSchema.extend({ seq: z.number().int() });

/**
 * What became of a save. `differs`: the file says something else than the one who saves believes (`text`), so nothing
 * was written.
 */
export const savedFileSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), path: z.string() }),
  fileNowSchema.extend({ kind: z.literal('differs') }),
]);
export type SavedFile = z.infer<typeof savedFileSchema>;

/** Texts that are on a screen and not in their files yet, by absolute path: they stand for what the files say. */
export const unsavedTextsSchema = z.record(z.string(), z.string());
export type UnsavedTexts = z.infer<typeof unsavedTextsSchema>;
