import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { NO_COUNTS } from '#core/analysis/trials/counts.ts';
import { runDifferences } from '#core/config/compare/differences.ts';
import type { Difference, ExistingRun } from '#core/contract/run/existing-run.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { READERS } from '#core/readers/registry.ts';
import type { RootKind } from '#core/state/root/inspect-root.ts';
import { type RunRecord, readRunRecord } from '#core/state/root/run-record.ts';
import type { ReadyRun } from '../read/ready-run.ts';
import { type Survey, survey } from './survey.ts';
import { trashBeside } from './trash.ts';
import { type Precious, unsafeRoot } from './unsafe-root.ts';

export type ExistingRunQuestion = {
  /** Absolute, links resolved. */
  readonly root: string;
  /** What stands there: a run of ours, a broken one, or one of another program. */
  readonly found: RootKind;
  readonly asked: ReadyRun;
  readonly home: string;
  readonly clock: Clock;
};

/** What stands in the way of a start, for the dialog and for the command line's refusal. Nothing is written. */
export async function describeExisting(question: ExistingRunQuestion): Promise<ExistingRun> {
  const { root, asked, clock } = question;
  const opened = await READERS.open(root, { clock }).catch(() => null);
  try {
    const content = await survey(root);
    const status = opened?.status() ?? null;
    const record = question.found.kind === 'run' ? await readRunRecord(root) : null;
    const differences = record === null ? [] : differencesTo(record, asked);
    return {
      root,
      name: basename(root),
      ...summary(status, opened),
      size_bytes: content.sizeBytes,
      files: content.files,
      foreign_files: [...content.foreign],
      foreign_count: content.foreignCount,
      workers_alive: aliveWorkers(status),
      differences,
      continue_refusal: continueRefusal(question.found, differences),
      overwrite_refusal: await overwriteRefusal(question, content, status),
      suggested_root: suggestedRoot(root),
      trash: trashBeside(root),
    };
  } finally {
    opened?.close();
  }
}

function summary(status: RunStatus | null, opened: OpenedRun | null) {
  const { best } = status ?? { best: null };
  return {
    optimizer: status?.optimizer?.name ?? null,
    created_at: status?.created_at ?? null,
    last_change_at: status?.last_change_at ?? null,
    counts: status?.counts ?? NO_COUNTS,
    best: best == null ? null : { trial: best.trial, loss: best.loss, ended_at: best.ended_at },
    evaluation_seconds: evaluationSeconds(opened?.trials() ?? []),
    cost: status?.budget.cost.spent ?? 0,
    cost_unit: status?.cost_unit ?? null,
  };
}

/** Time spent evaluating, summed over trials: what overwriting throws away. */
function evaluationSeconds(trials: readonly Trial[]): number {
  return trials.reduce((sum, { started_at, ended_at }) => {
    const span = started_at === null || ended_at === null ? 0 : Date.parse(ended_at) - Date.parse(started_at);
    return sum + Math.max(0, span) / 1000;
  }, 0);
}

/** What keeps the run from being continued as it is asked for; `auto` and a seed that is not given ask for nothing. */
export function differencesTo(record: RunRecord, asked: ReadyRun): Difference[] {
  const { settings, space, optimizer } = asked;
  return runDifferences(
    { space: record.space, optimizer: record.optimizer, seed: record.settings.seed },
    { space, optimizer: settings.optimizer.kind === 'auto' ? null : optimizer, seed: settings.seed },
  );
}

/** Of workers of another program nothing is known but what they did. */
function aliveWorkers(status: RunStatus | null): ExistingRun['workers_alive'] {
  return (status?.workers ?? []).flatMap(({ id, host, pid, alive }) =>
    alive === false || host === null || pid === null ? [] : [{ id, host, pid }],
  );
}

function continueRefusal(found: RootKind, differences: readonly Difference[]): string | null {
  if (found.kind === 'broken-run') {
    return found.problem.message;
  }
  if (found.kind !== 'run') {
    return 'it is a run of another program, which only that can continue';
  }
  return differences.length === 0
    ? null
    : 'Its search space, optimizer or seed differs from what was launched.';
}

async function overwriteRefusal(
  { root, found, asked, home }: ExistingRunQuestion,
  content: Survey,
  status: RunStatus | null,
): Promise<string | null> {
  const unsafe = await unsafeRoot(root, content, preciousOf(asked, home));
  if (unsafe !== null) {
    return unsafe;
  }
  if (found.kind === 'foreign-run' && !isKnownLayout(found.entries, status)) {
    return 'it has the marks of no run that is known here';
  }
  const alive = aliveWorkers(status);
  const isKnown = (status?.workers ?? []).some((worker) => worker.alive === true);
  const names = alive.map(({ id, host }) => `${id} on ${host}`).join(', ');
  if (alive.length === 0) {
    return null;
  }
  return isKnown
    ? `${alive.length === 1 ? 'a worker is' : `${alive.length} workers are`} alive in it (${names})`
    : `a worker elsewhere may be alive in it (${names}): that is known when its heartbeat has been looked at for as long as the lease`;
}

/** Read by one of the readers, or marked by the Python library in any of its versions. */
function isKnownLayout(entries: readonly string[], status: RunStatus | null): boolean {
  return (
    status !== null || entries.includes('optimizer_info.yaml') || entries.includes('.optimizer_info.yaml')
  );
}

/** The files that the new run itself needs. */
function preciousOf({ file, settings }: ReadyRun, home: string): Precious {
  const pipeline = settings.evaluate_pipeline;
  const code = pipeline.kind === 'python' || pipeline.kind === 'javascript' ? [pipeline.file] : [];
  return { home, files: file === null ? code : [file, ...code] };
}

/** `results-2`, `results-3`, …: the first that is not there. */
function suggestedRoot(root: string): string {
  let count = 2;
  while (existsSync(`${root}-${count}`)) {
    count++;
  }
  return `${root}-${count}`;
}
