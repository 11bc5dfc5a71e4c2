import { z } from 'zod';
import { severitySchema } from '../setup/problem.ts';

/** Everything that a look at a run directory can find. */
const findingCodeSchema = z.enum([
  // the run itself
  'record-missing',
  'record-unreadable',
  'format-unknown',
  'other-run',
  // workers
  'stale-trial',
  'worker-unknown',
  'worker-died',
  'reservation-left',
  // trials: journal against files
  'folder-missing',
  'file-missing',
  'file-torn',
  'files-behind',
  'journal-missing',
  'journal-behind',
  'journal-line',
  'differs',
  // what lies about
  'folder-unreadable',
  'folder-deleted',
  'foreign-entry',
  'leftover',
  'claim-left',
  'lock-left',
]);
export type FindingCode = z.infer<typeof findingCodeSchema>;

/**
 * How a finding is mended: `mend` by `--mend`; `choose` by a person's decision (`--requeue`, `--crash`, `--keep`);
 * `wait` by looking for the lease (`--wait`); `hand` outside of this program.
 */
const mendKindSchema = z.enum(['mend', 'choose', 'wait', 'hand']);

const findingSchema = z.object({
  code: findingCodeSchema,
  severity: severitySchema,
  /** What should be, what was found. */
  message: z.string(),
  /** How that is known, a sentence each. */
  evidence: z.array(z.string()),
  /** Below the root; null where it is about no file. */
  path: z.string().nullable(),
  trial: z.string().nullable(),
  worker: z.string().nullable(),
  /** Null where nothing needs to be done. */
  mend: z.object({ kind: mendKindSchema, does: z.string(), options: z.array(z.string()) }).nullable(),
});
export type Finding = z.infer<typeof findingSchema>;

/** What is known of a worker's life, and how. `alive` is null where it can't be known yet. */
const workerSightSchema = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.number().int(),
  alive: z.boolean().nullable(),
  known_by: z.string(),
  /** When its heartbeat moved last, by the clock of the machine that keeps its file; null without one. */
  heartbeat_at: z.string().nullable(),
});
export type DiagnosedWorker = z.infer<typeof workerSightSchema>;

/** The document of `doctor --json`. Names are a promise: add to them, never change them. */
export const diagnosisSchema = z.object({
  schema: z.literal(1),
  root: z.string(),
  run_id: z.string().nullable(),
  /** True where nothing was found but notes. */
  healthy: z.boolean(),
  findings: z.array(findingSchema),
  /** Workers that have not said that they left. */
  workers: z.array(workerSightSchema),
  /** Whether `.incumbent/journal` may be deleted now, and why or why not. */
  journal_deletable: z.object({ may: z.boolean(), because: z.string() }),
  /** What this call has mended, a sentence each; empty where it only looked. */
  mended: z.array(z.string()),
});
export type Diagnosis = z.infer<typeof diagnosisSchema>;
