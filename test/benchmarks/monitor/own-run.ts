import { mkdirSync } from 'node:fs';
import type { Config } from '#core/contract/value.ts';
import { createRng } from '#core/space/rng.ts';
import type { JournalWriter } from '#core/state/journal/journal-writer.ts';
import { incumbent, writeRun } from '../engine/bench-run.ts';
import { grownJournal } from '../engine/grown-journal.ts';
import { configOf, lossOf, parameterNames } from './made-up-trials.ts';

const EVALUATION_MS = 20;
/** Journal lines are written in pieces of so many trials. */
const PIECE = 500;

/** A run of ours that a benchmark watches. */
export type GrownRun = {
  readonly root: string;
  /** One more completed trial, as its worker would write it; answers when its line was written (`Date.now()`). */
  readonly addTrial: () => number;
  readonly close: () => void;
};

/**
 * Makes a run with `trials` completed trials of `parameters` parameters by its journal, which is what the app reads of
 * a run of ours. The folders of the trials are left out: nothing of them is looked at before somebody opens a trial.
 */
export async function growOwnRun(folder: string, trials: number, parameters: number): Promise<GrownRun> {
  mkdirSync(folder, { recursive: true });
  const space = Object.fromEntries(
    parameterNames(parameters).map((name) => [name, { type: 'float', lower: 0, upper: 1 }]),
  );
  const { yaml, root } = await writeRun(
    folder,
    { pipeline_space: space, max_evaluations_total: 1 },
    { 'objective.mjs': 'export function objective() { return 9; }\n' },
  );
  await incumbent(['run', yaml]);
  let now = Date.now() - trials * EVALUATION_MS;
  const { ledger, journal, fence } = grownJournal(root, () => now);
  const rng = createRng(1, 0);
  let number = ledger.lastNumber;
  const append = (count: number) => {
    const lines: Parameters<JournalWriter['append']>[0][number][] = [];
    for (let made = 0; made < count; made += 1) {
      number += 1;
      const trial = String(number);
      const config: Config = configOf(parameters, () => rng.next());
      const loss = lossOf(config, () => rng.next());
      const started = now;
      now += EVALUATION_MS;
      lines.push(
        { op: 'sample', number, trial, config, bracket: null, rung: null, fidelity: null, attempt: 1 },
        {
          op: 'report',
          trial,
          attempt: 1,
          late: false,
          state: 'success',
          loss,
          cost: 1,
          learning_curve: null,
          extra: null,
          error: null,
          started,
          ended: now,
          seconds: EVALUATION_MS / 1000,
        },
      );
    }
    journal.append(lines, fence);
  };
  for (let left = trials - 1; left > 0; left -= PIECE) {
    append(Math.min(left, PIECE));
  }
  return {
    root,
    addTrial: () => {
      now = Date.now();
      append(1);
      return Date.now();
    },
    close: () => journal.close(),
  };
}
