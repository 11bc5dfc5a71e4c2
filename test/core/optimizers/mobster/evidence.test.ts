import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { rungTable } from '#core/optimizers/brackets/rung-table.ts';
import { gatherEvidence } from '#core/optimizers/mobster/evidence.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { createModelSpace } from '#core/surrogates/model-space.ts';
import { begunIn, SPACE } from '#test/core/optimizers/brackets/trials-of-rungs.ts';
import { inputAfter } from '#test/core/optimizers/simulate.ts';

const TABLE = rungTable(fidelityOf(SPACE) ?? expect.fail(), 3);

function evidenceAfter(trials: readonly Trial[]) {
  return gatherEvidence(createModelSpace(SPACE), TABLE, inputAfter(trials, 100));
}

const SOUND = begunIn({ bracket: 0, rung: 0 }, [1, 2, 'failed', 'evaluating']);

describe('what trials say at all fidelities', () => {
  it('is what was observed, failed, is under way and may go on', () => {
    const { observed, failed, pending, paused, begun } = evidenceAfter(SOUND);
    expect(observed.map(({ loss, rung }) => [loss, rung])).toEqual([
      [1, 0],
      [2, 0],
    ]);
    expect([failed.length, pending.length, paused.length, begun]).toEqual([1, 1, 2, 4]);
  });

  it.each([
    ['lacks a parameter', {}],
    ['has a word for a number', { x: 'wide' }],
  ])('counts of a trial whose configuration %s what it spent alone', (_, config) => {
    const damaged = begunIn({ bracket: 0, rung: 0 }, [0, 'failed', 'evaluating'], 10).map((trial) => ({
      ...trial,
      config: { ...config, epochs: 1 },
    }));
    const { spent, ...known } = evidenceAfter([...SOUND, ...damaged]);
    const { spent: before, ...rest } = evidenceAfter(SOUND);
    expect(known).toEqual(rest);
    expect(spent[0]).toBeGreaterThan(before[0] ?? Number.NaN);
  });
});
