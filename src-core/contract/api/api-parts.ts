import { oc } from '@orpc/contract';
import { z } from 'zod';
import { slurmWishSchema } from '../run/cluster.ts';
import { unsavedTextsSchema } from '../setup/documents.ts';

/** Data of every error that crosses the contract; the same as `ErrorData`. */
const failure = {
  REFUSED: {
    data: z.object({ code: z.string(), message: z.string(), details: z.record(z.string(), z.unknown()) }),
  },
} as const;
export const call = oc.errors(failure);

export const runKey = z.object({ key: z.string() });
export const nothing = z.object({});
export const environment = z.record(z.string(), z.string());
export const workerCount = z.number().int().min(1).max(256);
/** None: a change of settings alone, for workers at work. */
export const workerCountOrNone = z.number().int().min(0).max(256);
/** Absent or null for workers of the host's machine. */
export const slurm = slurmWishSchema.nullable().default(null);
export const trialIds = z.array(z.string()).min(1);

/** A piece of a growing text file from byte `offset` on; `size` is its size now. */
export const textPieceSchema = z.object({
  text: z.string(),
  offset: z.number().int(),
  size: z.number().int(),
});

/** A text file as a whole. */
export const textFileSchema = z.object({ path: z.string(), text: z.string() });

/** A run's YAML on a screen; `unsaved` stands for what the files say that it refers to. */
export const documentSchema = z.object({
  text: z.string(),
  file: z.string().nullable(),
  /** Where relative paths of a text without a file start; null for the host's own place. */
  folder: z.string().nullable().default(null),
  unsaved: unsavedTextsSchema.default({}),
});

export const startedSchema = z.object({
  kind: z.literal('started'),
  key: z.string(),
  root: z.string(),
  workers: z.array(z.string()),
  /** What the person should know of it: joined, continued, a budget that is already used up. */
  note: z.string().nullable(),
  /** Where the run that was overwritten lies now; null where none was. */
  trash: z.string().nullable(),
});

export type Started = z.infer<typeof startedSchema>;
export type TextPiece = z.infer<typeof textPieceSchema>;
