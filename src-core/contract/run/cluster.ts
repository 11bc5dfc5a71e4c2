import { z } from 'zod';

/** What a scheduler says of one submission now. */
export const submissionQueueSchema = z.object({
  /** As in the status. */
  submission: z.string(),
  /** The job that it was found as, where sbatch had not told; absent otherwise. */
  job: z.exactOptional(z.string()),
  /** Tasks that wait or run, by their state as the scheduler names it (`PENDING`); null where it could not be asked. */
  states: z.record(z.string(), z.number().int()).nullable(),
  /** The scheduler's word for why those that wait do so; null where none waits. */
  reason: z.string().nullable(),
  /** Why it could not be asked; null where it could. */
  problem: z.string().nullable(),
});
export type SubmissionQueue = z.infer<typeof submissionQueueSchema>;

/** What is asked for where workers are tasks of Slurm: options of sbatch, one each. */
export const slurmWishSchema = z.object({ options: z.array(z.string()) });

/** The script that a submission would write; null where it can't be written, and why. */
export const scriptPreviewSchema = z.object({
  script: z.string().nullable(),
  problem: z.string().nullable(),
});
export type ScriptPreview = z.infer<typeof scriptPreviewSchema>;
