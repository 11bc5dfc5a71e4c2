import { formatNumber } from '#core/analysis/words/format.ts';
import { formatDuration } from '#core/analysis/words/format-duration.ts';
import { queueText, submissionText } from '#core/analysis/words/submission-text.ts';
import type { SubmissionQueue } from '#core/contract/run/cluster.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { problemLine } from '#core/engine/setup/read-for-check.ts';
import type { Terminal } from '../terminal/terminal.ts';

type Colors = Terminal['colors'];

/** `37/100 evaluations · 2 evaluating · best 0.0612 (17) · 4 workers`, for the one live line. */
export function progressLine(status: RunStatus): string {
  const { evaluations, cost } = status.budget;
  const alive = status.workers.filter((worker) => worker.alive !== false).length;
  return [
    evaluations.total === null
      ? counted(evaluations.completed, 'evaluation')
      : `${evaluations.completed}/${evaluations.total} evaluations`,
    cost.total === null
      ? null
      : `cost ${formatNumber(cost.spent)}/${formatNumber(cost.total)}${unit(status)}`,
    `${status.counts.evaluating} evaluating`,
    status.counts.failed === 0 ? null : `${status.counts.failed} failed`,
    status.best === null ? null : `best ${formatNumber(status.best.loss)} (${status.best.trial})`,
    counted(alive, 'worker'),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** How a call ended: state and reason, the best configuration, where it is. */
export function statusSummary(status: RunStatus, colors: Colors): string {
  const lines = [
    colors.bold(status.message ?? stateName(status)),
    `${counted(status.budget.evaluations.completed, 'evaluation')} completed${failures(status)}`,
    ...bestLines(status),
    `Root: ${status.root}`,
  ];
  return lines.join('\n');
}

/** The whole status for people; `queues` is what a scheduler says of the submissions of it. */
export function statusText(
  status: RunStatus,
  colors: Colors,
  queues: readonly SubmissionQueue[] = [],
): string {
  const { budget } = status;
  const lines = [
    `${colors.bold(stateName(status))}  ${status.root}`,
    status.message,
    `optimizer    ${status.optimizer?.name ?? 'unknown'}`,
    `evaluations  ${used(budget.evaluations.completed, budget.evaluations.total, String)} completed, ${budget.evaluations.committed} committed`,
    budget.cost.spent === 0 && budget.cost.total === null
      ? null
      : `cost         ${used(budget.cost.spent, budget.cost.total, formatNumber)}${unit(status)}`,
    `duration     ${used(budget.duration.spent, budget.duration.total, formatDuration)}`,
    `trials       ${countsText(status.counts)}`,
    ...bestLines(status),
    ...submissionLines(status, queues),
    ...status.workers.filter(({ alive }) => alive !== false).map(workerLine),
    ...status.problems.map(
      ({ severity, message, path }) => `${severity}: ${message}${path === null ? '' : ` (${path})`}`,
    ),
  ];
  return lines.filter((line) => line !== null).join('\n');
}

/** Jobs that may not be over. */
function submissionLines(
  { submissions = [] }: RunStatus,
  queues: readonly SubmissionQueue[],
): readonly string[] {
  const open = submissions.filter(({ waiting, alive }) => waiting + alive > 0);
  return open.map((submission) => {
    const queue = queues.find((each) => each.submission === submission.submission);
    return `submitted    ${submissionText(submission)}${queue === undefined ? '' : `. ${queueText(queue)}`}`;
  });
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}

function stateName({ state }: RunStatus): string {
  return state.charAt(0).toUpperCase() + state.slice(1);
}

function unit({ cost_unit }: RunStatus): string {
  return cost_unit === null ? '' : ` ${cost_unit}`;
}

function used(spent: number, total: number | null, format: (value: number) => string): string {
  return total === null ? format(spent) : `${format(spent)} of ${format(total)}`;
}

function failures({ counts }: RunStatus): string {
  const lost = [
    counts.failed === 0 ? null : `${counts.failed} failed`,
    counts.crashed === 0 ? null : `${counts.crashed} crashed`,
  ].filter((part) => part !== null);
  return lost.length === 0 ? '' : ` (${lost.join(', ')})`;
}

function countsText(counts: RunStatus['counts']): string {
  return Object.entries(counts)
    .filter(([state, count]) => count > 0 || state === 'success')
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');
}

function bestLines({ best, counts }: RunStatus): readonly string[] {
  if (best === null) {
    return counts.success === 0 ? [] : ['best loss    none: no evaluation has given a finite loss yet'];
  }
  const values = Object.entries(best.config).map(([name, value]) => `${name}=${value}`);
  return [`best loss    ${best.loss} in trial ${best.trial}`, `             ${values.join(' ')}`];
}

function workerLine({ id, host, pid, alive, trial }: RunStatus['workers'][number]): string {
  const doing = trial === null ? 'waits' : `evaluates trial ${trial}`;
  // Of a worker of another program, neither is known.
  const where = host === null ? [] : [`process ${pid} on ${host}`];
  const remarks = [...where, ...(alive === null ? ['alive as far as known'] : [])];
  return `worker       ${id} ${doing}${remarks.length === 0 ? '' : ` (${remarks.join(', ')})`}`;
}

/** What has to be done so that a trial that waits is evaluated; empty where a worker will take it by itself. */
export function whoEvaluates(root: string, alive: number): string {
  return alive > 0 ? '' : `. No worker is alive: \`incumbent resume ${root}\` starts one`;
}

/** One finding in a configuration as one line: how grave, where, what. */
export function problemText(problem: Problem, colors: Terminal['colors']): string {
  const paint = { error: colors.red, warning: colors.yellow, note: colors.dim } as const;
  return `${paint[problem.severity](problem.severity)}: ${problemLine(problem)}`;
}
