import { readTextPiece } from '#core/readers/text-piece.ts';
import { runLayout } from '#core/state/layout.ts';

/** Where a worker writes what it does. */
export function workerLogFile(root: string, worker: string): string {
  return runLayout(root).workerLog(worker);
}

/** Where the traceback of a failed trial is. */
export function trialErrorFile(root: string, trial: string): string {
  return runLayout(root).trial(trial).error;
}

/** The lines that a worker's log has from byte `offset` on; `next` is where to go on. */
export async function readWorkerLog(
  root: string,
  worker: string,
  offset: number,
): Promise<{ readonly text: string; readonly next: number }> {
  const file = workerLogFile(root, worker);
  const piece = await readTextPiece({ file, root, offset });
  const whole = piece.text.slice(0, piece.text.lastIndexOf('\n') + 1);
  return { text: whole, next: piece.offset + Buffer.byteLength(whole) };
}

/** Where the script of a submission is, and what its tasks print; `task` stands for the index of one. */
export function submissionFiles(
  root: string,
  submission: string,
  task: string,
): { readonly script: string; readonly log: string } {
  const layout = runLayout(root);
  return { script: layout.batchScript(submission), log: layout.taskLog(submission, task) };
}
