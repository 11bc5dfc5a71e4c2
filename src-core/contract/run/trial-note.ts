import { z } from 'zod';

/** What a person keeps of a trial: a star, a few words, or both. */
export const trialNoteSchema = z.object({ trial: z.string(), star: z.boolean(), note: z.string() });
export type TrialNote = z.infer<typeof trialNoteSchema>;

/** More is no note. */
export const LONGEST_NOTE = 10_000;
