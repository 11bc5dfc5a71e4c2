import { z } from 'zod';
import { runStatusSchema } from './run/status.ts';

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

/** One row of the Runs screen. */
export const homeRunSchema = z.object({
  key: z.string(),
  name: z.string(),
  root: z.string(),
  /** Null until it has been read, and where the directory can't be; `unreadable_because` then says why. */
  status: runStatusSchema.nullable(),
  unreadable_because: z.string().nullable(),
  /** Best loss so far after each improvement, oldest first: `[completed evaluations, loss]`, at most 40. */
  trajectory: z.array(z.tuple([z.number(), z.number()])),
  read_only_because: z.string().nullable(),
  /** Null where the person opened it; otherwise the watched folder that brought it. */
  watched_folder: z.string().nullable(),
});
export type HomeRun = z.infer<typeof homeRunSchema>;

/** The whole Runs screen. */
const homeSchema = z.object({
  seq: z.number().int(),
  runs: z.array(homeRunSchema),
  watched_folders: z.array(
    z.object({ path: z.string(), found: z.number().int(), problem: z.string().nullable() }),
  ),
});
export type Home = z.infer<typeof homeSchema>;

/**
 * The Runs screen as it is sent: whole at first, then when anything in it changes, at most twice a second. With `keys`
 * (those of all runs, in their order) `runs` holds only those that are new or have changed.
 */
export const homeUpdateSchema = homeSchema.extend({ keys: z.exactOptional(z.array(z.string())) });
export type HomeUpdate = z.infer<typeof homeUpdateSchema>;

export const exampleSchema = z.object({
  name: z.string(),
  title: z.string(),
  summary: z.string(),
  file: z.string(),
  /** What must be installed first, in words; null where nothing is. */
  needs: z.string().nullable(),
});
export type Example = z.infer<typeof exampleSchema>;

export const hostInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'browser']),
  machine: z.string(),
  platform: z.string(),
  /** The account's home directory; null where the host shows runs alone. */
  home: z.string().nullable(),
  read_only: z.boolean(),
  cpus: z.number().int(),
  /** The folder that a pasted YAML's relative paths are taken from; null where the host shows runs alone. */
  working_directory: z.string().nullable(),
  /** Null where workers can be submitted to Slurm from the host; otherwise why they can not. */
  slurm_refusal: z.string().nullable(),
});
export type HostInfo = z.infer<typeof hostInfoSchema>;

/** One entry of a directory listing, for hosts that have no file dialog of their own. */
export const directoryEntrySchema = z.object({
  name: z.string(),
  path: z.string(),
  /** `file` is a YAML, `code` a text that may hold a pipeline's function. */
  kind: z.enum(['directory', 'file', 'run', 'code']),
});
export type DirectoryEntry = z.infer<typeof directoryEntrySchema>;
