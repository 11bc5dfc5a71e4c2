import { appendFileSync, readFileSync } from 'node:fs';

/**
 * What the pipeline and the workers of a chaos test note in one file, one line of JSON each, appended in one write:
 * `begin` and `end` of each call by the pipeline itself, `reported` by a worker when the step with that result has
 * made it durable, `killed` by whoever kills a worker, just before. `at` is the system's monotonic clock in
 * nanoseconds, which all processes of a machine share.
 */
export type LogLine = {
  readonly what: 'begin' | 'end' | 'reported' | 'killed';
  readonly trial: string;
  readonly attempt: number;
  /** Process id of the worker. */
  readonly worker: number;
  readonly loss: number | null;
  readonly at: bigint;
};

/** Notes that a worker is about to be killed. */
export function noteKill(path: string, worker: number): void {
  append(path, { what: 'killed', trial: '', attempt: 0, worker, loss: null });
}

/** `log`: its path, or a descriptor of it that was opened before the worker lost its rights. */
export function noteReport(log: string | number, trial: string, attempt: number, loss: number | null): void {
  append(log, { what: 'reported', trial, attempt, worker: process.pid, loss });
}

function append(log: string | number, line: Omit<LogLine, 'at'>): void {
  appendFileSync(log, `${JSON.stringify({ ...line, at: String(process.hrtime.bigint()) })}\n`);
}

export function readEvaluationLog(path: string): readonly LogLine[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return [];
  }
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const parsed = JSON.parse(line) as Omit<LogLine, 'at'> & { readonly at: string };
      return { ...parsed, at: BigInt(parsed.at) };
    });
}

/** The longest time that an evaluation takes, in milliseconds; 10 where it is not set. */
export const DELAY_VARIABLE = 'INCUMBENT_CHAOS_DELAY';

/**
 * The pipeline of chaos tests: notes each call, takes a moment, answers a loss that no other call has. A later trial is
 * always a better one, so that what is written for a new best is written for each. Its worker is who began its process,
 * also where that has died since.
 */
export const NOTING_OBJECTIVE = `import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
const worker = process.ppid;
const note = (what, { pipelineId: trial, attempt }, loss) =>
  appendFileSync(
    new URL('./evaluations.log', import.meta.url),
    JSON.stringify({ what, trial, attempt, worker, loss, at: String(process.hrtime.bigint()) }) + '\\n',
  );
const longest = Number(process.env.${DELAY_VARIABLE} ?? 10);
export async function objective(config, context) {
  note('begin', context, null);
  await sleep(Math.random() * longest);
  const loss = Math.random() - Number(context.pipelineId);
  note('end', context, loss);
  return { loss, cost: 1 };
}
export async function failingFirst(config, context) {
  if (context.pipelineId !== '1') {
    return await objective(config, context);
  }
  note('begin', context, null);
  throw new Error('the first fails');
}
`;
