import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { compareTrialIds } from '#core/contract/run/trial-order.ts';
import { command, trialsOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';

const search = searchesOfThisFile();

/** Leaves its epochs in the trial's folder and goes on from those of the trial before. */
const OBJECTIVE = `
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const objective = ({ x, epochs }, { pipelineDirectory, previousPipelineDirectory }) => {
  const before = previousPipelineDirectory === null
    ? []
    : JSON.parse(readFileSync(join(previousPipelineDirectory, 'epochs.json'), 'utf8'));
  const curve = [...before];
  while (curve.length < epochs) {
    curve.push(x + 1 / (curve.length + 1));
  }
  writeFileSync(join(pipelineDirectory, 'epochs.json'), JSON.stringify(curve));
  console.log('trained', curve.length - before.length);
  return { loss: curve.at(-1), cost: curve.length - before.length, learning_curve: curve };
};
`;

/** A trial may only be continued by one, in the next rung of its bracket, with the same configuration. */
function expectContinuations(trials: readonly Trial[]): number {
  const byId = new Map(trials.map((trial) => [trial.trial, trial]));
  const continuing = trials.filter(({ previous }) => previous !== null);
  for (const trial of continuing) {
    const before = byId.get(trial.previous ?? '');
    expect(before).toMatchObject({ state: 'success', bracket: trial.bracket, rung: (trial.rung ?? 0) - 1 });
    expect(trial.config).toEqual({ ...before?.config, epochs: trial.fidelity });
    expect(trial.cost).toBe((trial.fidelity ?? 0) - (before?.fidelity ?? 0));
    expect(trial.trial.replace(/_rung_\d+$/, '')).toBe(before?.trial.replace(/_rung_\d+$/, ''));
  }
  expect(new Set(continuing.map(({ previous }) => previous)).size).toBe(continuing.length);
  return continuing.length;
}

describe('a run with rungs', () => {
  it.each(['successive_halving', 'hyperband', 'asha', 'async_hb'])(
    'of %s continues trials from what they left, with several workers',
    async (optimizer) => {
      const { yaml, root } = search(
        {
          optimizer,
          pipeline_space: { x: [0.0, 1.0], epochs: { lower: 1, upper: 9, is_fidelity: true } },
          max_evaluations_total: 30,
          seed: 7,
        },
        { 'objective.mjs': OBJECTIVE },
      );
      expect((await command(['run', yaml, '--workers', '3'])).code).toBe(0);
      const trials = await trialsOf(root);
      expect(trials).toHaveLength(30);
      // By number: a promotion stands behind the trial that it continues, also where other trials are older.
      const ids = trials.map(({ trial }) => trial);
      expect(ids).toEqual(ids.toSorted(compareTrialIds));
      expect(trials.every(({ trial, rung }) => trial.endsWith(`_rung_${rung}`))).toBe(true);
      expect(expectContinuations(trials)).toBeGreaterThan(3);
      for (const { trial, cost } of trials) {
        const folder = join(root, 'results', `config_${trial}`);
        expect(readFileSync(join(folder, 'log.txt'), 'utf8')).toContain(`trained ${cost}`);
      }
    },
  );
});
