import { z } from 'zod';

/** One directory that overwriting or deleting moved away. */
export const trashEntrySchema = z.object({
  path: z.string(),
  /** Where it was. */
  original: z.string(),
  moved_at: z.string(),
  kind: z.enum(['run', 'trial']),
  /** Null where it can go back to where it was; for a run whose place is taken, a name beside it that is free. */
  other_place: z.string().nullable(),
});
export type TrashEntry = z.infer<typeof trashEntrySchema>;
