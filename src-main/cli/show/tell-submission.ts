import type { Launched } from '#core/engine/runs/launch-run.ts';
import { readStatus } from '#core/engine/runs/look.ts';
import type { SubmissionPreview } from '#core/engine/workers/preview-submission.ts';
import { submissionFiles } from '#core/engine/workers/run-files.ts';
import { launchDocument, sayStart } from '../launch/launch-and-follow.ts';
import type { Invocation } from '../shell.ts';

type TellOptions = { readonly json?: boolean };

/** The script alone, so that it may be piped into a file. */
export function tellPreview(
  preview: SubmissionPreview,
  { terminal, options }: Invocation<TellOptions>,
): void {
  terminal.result(
    options.json === true ? JSON.stringify({ schema: 1, ...preview }) : preview.script.trimEnd(),
  );
}

/** Which job it is, where its files are, and how it is watched and stopped. */
export async function tellSubmission(
  answer: Parameters<typeof sayStart>[0],
  { terminal, options }: Invocation<TellOptions>,
): Promise<void> {
  const launched = sayStart(answer, terminal);
  if (options.json === true) {
    terminal.result(launchDocument(await readStatus(launched.root), launched, null));
    return;
  }
  for (const line of submissionLines(launched)) {
    terminal.result(line);
  }
}

function submissionLines({ root, submission }: Launched): readonly string[] {
  if (submission === null) {
    return [];
  }
  const { job, cluster, tasks } = submission;
  const where = cluster === null ? '' : ` --clusters=${cluster}`;
  const { script, log } = submissionFiles(root, submission.submission, 'TASK');
  return [
    `Submitted ${tasks === 1 ? 'one worker' : `${tasks} workers`} to Slurm as job ${job}${cluster === null ? '' : ` of ${cluster}`}`,
    `Root:   ${root}`,
    `Script: ${script}`,
    `Logs:   ${log}`,
    `Watch:  incumbent status ${root}; squeue${where} --jobs=${job}`,
    `Stop:   incumbent stop ${root}; scancel${where} ${job}`,
  ];
}
