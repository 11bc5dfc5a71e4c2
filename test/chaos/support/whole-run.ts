import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { examineRun } from '#core/engine/runs/doctor.ts';
import { systemClock } from '#core/platform/clock.ts';
import { createJournalReader } from '#core/state/journal/journal-reader.ts';
import { entriesFromResults } from '#core/state/journal/rebuild.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';
import { listWorkers } from '#core/state/workers/workers.ts';
import type { ChaosRun } from './chaos-run.ts';
import { type LogLine, readEvaluationLog } from './evaluation-log.ts';

/** The ledger that the journals of a root tell. */
export function replayed(root: string): Ledger {
  const ledger = createLedger();
  ledger.apply(createJournalReader(root).readAllSync());
  return ledger;
}

/** Why workers left that found no budget reached, for the message of a test that expected none of them. */
export async function farewells(root: string): Promise<string> {
  const ends = (await listWorkers(root)).flatMap(({ end }) => end ?? []);
  const others = ends.filter(({ reason }) => reason !== 'evaluations');
  return others.map(({ worker, reason, because }) => `${worker} left, ${reason}: ${because}`).join('\n');
}

/**
 * What must hold of a run that has ended, whatever happened to its workers: each finished evaluation is there once, the
 * budget is exact, no trial was evaluated by two live workers at a time, journals, files and text reports agree. The
 * doctor is content once it has mended what can be mended by itself.
 */
export async function expectWhole({ root, log, budget }: ChaosRun): Promise<void> {
  // Whether workers of other machines live shows only in their heartbeats.
  const wait = { signal: AbortSignal.timeout(600_000), onWaiting: () => undefined };
  const { findings } = await examineRun({ root, clock: systemClock, mend: true, wait });
  const unexpected = findings.filter(({ severity }) => severity !== 'note');
  expect(unexpected, unexpected.map(({ message }) => message).join('\n')).toEqual([]);
  const ledger = replayed(root);
  expect(ledger.evaluations).toEqual({ completed: budget, committed: budget });
  expect(ledger.counts()).toMatchObject({ pending: 0, evaluating: 0, crashed: 0 });
  const lines = readEvaluationLog(log);
  expectReportsKept(ledger, lines);
  expectNeverTwice(lines);
  expectFilesAgree(root, ledger);
  expectReportsAgree(root, ledger);
}

/** Every durable report counts, and every loss is one that the pipeline itself has noted for that trial. */
function expectReportsKept(ledger: Ledger, lines: readonly LogLine[]): void {
  for (const { trial, attempt, loss } of lines.filter(({ what }) => what === 'reported')) {
    expect(ledger.hasReport(trial, attempt), `the report of trial ${trial}`).toBe(true);
    expect(plain(ledger.get(trial)?.loss ?? null), `the loss of trial ${trial}`).toBe(loss);
  }
  const ends = new Set(
    lines.filter(({ what }) => what === 'end').map(({ trial, loss }) => `${trial} ${loss}`),
  );
  const invented = ledger
    .inState('success')
    .filter((trial) => !ends.has(`${trial.trial} ${plain(trial.loss)}`));
  expect(invented.map(({ trial }) => trial)).toEqual([]);
}

function plain(loss: Trial['loss']): unknown {
  return loss;
}

const NEVER = 2n ** 63n;

/**
 * Calls of one trial, each from its begin to its end or to the death of its worker, do not overlap. A call that reached
 * the pipeline just after its worker's death, whose end that then notices, is none of a living worker.
 */
function expectNeverTwice(lines: readonly LogLine[]): void {
  const deaths = new Map(lines.filter(({ what }) => what === 'killed').map(({ worker, at }) => [worker, at]));
  const begun = lines.filter(({ what }) => what === 'begin');
  const called = begun.map(({ trial, attempt }) => `${trial} attempt ${attempt}`);
  expect(called.length, 'an attempt was made twice').toBe(new Set(called).size);
  const living = begun.filter(({ worker, at }) => at < (deaths.get(worker) ?? NEVER));
  for (const first of living) {
    const end = endOfCall(first, lines, deaths.get(first.worker) ?? null);
    const beside = living.filter(
      (other) => other !== first && other.trial === first.trial && other.at >= first.at && other.at < end,
    );
    expect(beside, `trial ${first.trial} was evaluated twice at a time`).toEqual([]);
  }
}

function endOfCall(call: LogLine, lines: readonly LogLine[], death: bigint | null): bigint {
  const end = lines.find(
    ({ what, trial, attempt, worker }) =>
      what === 'end' && trial === call.trial && attempt === call.attempt && worker === call.worker,
  );
  const [ended, died] = [end?.at ?? NEVER, death ?? NEVER];
  return ended < died ? ended : died;
}

/** What stands beside a trial's own files where there was something to print, or event files are asked for. */
const EXTRA: ReadonlySet<string> = new Set(['log.txt', 'tb']);

/** The files alone tell the same run, and nothing else is left in `results/`. */
function expectFilesAgree(root: string, ledger: Ledger): void {
  const layout = runLayout(root);
  const rebuilt = createLedger();
  rebuilt.apply(entriesFromResults(root));
  const told = (all: readonly Trial[]) =>
    all.map(({ trial, state, loss, cost, config, attempt }) => ({
      trial,
      state,
      loss,
      cost,
      config,
      attempt,
    }));
  expect(told(rebuilt.all)).toEqual(told(ledger.all));
  const folders = ledger.all.map(({ trial }) => `config_${trial}`);
  expect(readdirSync(layout.results).sort()).toEqual(folders.sort());
  for (const { trial, state } of ledger.all) {
    const outcome = state === 'success' ? 'result.yaml' : 'error.yaml';
    const files = readdirSync(join(layout.results, `config_${trial}`)).filter((name) => !EXTRA.has(name));
    expect(files.sort(), `files of trial ${trial}`).toEqual(['config.yaml', outcome, 'metadata.yaml'].sort());
  }
}

/** The texts and tables hold each result, in the order of the ledger. */
function expectReportsAgree(root: string, ledger: Ledger): void {
  const layout = runLayout(root);
  const ids = ledger.completed.map(({ trial }) => `Config ID: ${trial}`);
  expect(readFileSync(layout.allLosses, 'utf8').match(/^Config ID: .*$/gm)).toEqual(ids);
  const rows = readFileSync(layout.configData, 'utf8').trimEnd().split('\n').slice(1);
  expect(rows.map((row) => row.split(',')[0]).sort()).toEqual(
    ledger.completed.map(({ trial }) => trial).sort(),
  );
}
