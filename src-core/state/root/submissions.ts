import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { parseJsonAs } from '../json-file.ts';
import { runLayout } from '../layout.ts';
import { createOnce, makeFolderIn, replaceDurably, replaceFile, runDisk } from '../run-files.ts';

/**
 * `submissions/N.json`: a job of a cluster's scheduler whose tasks are workers of this run. It is written before the
 * job can begin, so that its tasks find here what they have to know, and once more with the scheduler's answer.
 */
const submissionSchema = z.object({
  /** `0001`, counting up within a root. */
  submission: z.string(),
  scheduler: z.literal('slurm'),
  tasks: z.number().int(),
  /** The stop generation when it was asked for: a stop that comes later binds all its tasks, also those that still wait. */
  generation: z.number().int(),
  at: z.string(),
  host: z.string(),
  /** Who asked, in words. */
  by: z.string(),
  /** What was asked of the scheduler beyond what the engine says itself, one option each. */
  options: z.array(z.string()),
  /** Variables of the tasks; what is in brackets is dealt out by their indices. */
  env: z.record(z.string(), z.string()),
  /** Names of secret variables: their values are with the job alone. */
  secret_env: z.array(z.string()),
  /** The Python that was found where it was submitted; null where none is needed. */
  interpreter: z.object({ path: z.string(), version: z.string(), source: z.string() }).nullable(),
  /** `max_evaluations_per_run` where the call named it. */
  max_evaluations: z.exactOptional(z.number().int().nullable()),
  /** The job's id and cluster as the scheduler answered; null until it did, and for a cluster that it did not name. */
  job: z.string().nullable(),
  cluster: z.string().nullable(),
});
export type Submission = z.infer<typeof submissionSchema>;
export type NewSubmission = Omit<Submission, 'submission' | 'job' | 'cluster'>;

/** The name of the first submission of a root. */
export const FIRST_SUBMISSION = nameOf(1);

/** The name of a root's next submission, as it stands now. */
export async function nextSubmission(root: string): Promise<string> {
  const numbers = (await names(root)).map(Number);
  return nameOf(Math.max(0, ...numbers) + 1);
}

/** Keeps what is about to be submitted, under a name of its own. */
export async function createSubmission(root: string, given: NewSubmission): Promise<Submission> {
  const layout = runLayout(root);
  makeFolderIn(layout.engine, 'submissions.make', layout.submissions);
  for (let number = Number(await nextSubmission(root)); ; number += 1) {
    const submission = { submission: nameOf(number), ...given, job: null, cluster: null };
    const text = `${JSON.stringify(submission)}\n`;
    if (createOnce('submission', layout.submission(submission.submission), text)) {
      return submission;
    }
  }
}

/** Writes the script of a submission where people find it, safe on the disk; answers its path. */
export function writeBatchScript(root: string, submission: string, text: string): string {
  const path = runLayout(root).batchScript(submission);
  replaceDurably('submission-script', path, text);
  return path;
}

/** Keeps the scheduler's answer. */
export function answerSubmission(
  root: string,
  submission: Submission,
  answer: Pick<Submission, 'job' | 'cluster'>,
): Submission {
  const answered = { ...submission, ...answer };
  const path = runLayout(root).submission(submission.submission);
  replaceFile('submission-answer', path, `${JSON.stringify(answered)}\n`);
  return answered;
}

/** Takes back a submission that the scheduler refused: no task of it will ever come. */
export function withdrawSubmission(root: string, { submission }: Submission): void {
  const layout = runLayout(root);
  runDisk.remove('submission.remove', layout.batchScript(submission));
  runDisk.remove('submission.remove', layout.submission(submission));
}

/** One submission of a root; null where there is none of that name. */
export async function readSubmission(root: string, name: string): Promise<Submission | null> {
  const text = await readFile(runLayout(root).submission(name), 'utf8').catch(() => null);
  return parseJsonAs(submissionSchema, text);
}

/** All submissions of a root, oldest first; one whose file can't be read yet is left out. */
export async function listSubmissions(root: string): Promise<readonly Submission[]> {
  const found = await Promise.all((await names(root)).map((name) => readSubmission(root, name)));
  return found.filter((submission) => submission !== null);
}

const NAME = /^(\d{4,})\.json$/;

async function names(root: string): Promise<readonly string[]> {
  const entries = await readdir(runLayout(root).submissions).catch(() => []);
  return entries.flatMap((entry) => NAME.exec(entry)?.[1] ?? []).sort();
}

function nameOf(number: number): string {
  return String(number).padStart(4, '0');
}
