import { describe, expect, it } from 'vitest';
import { runUpdateSchema } from '#core/contract/run/run-view.ts';
import { trial } from '#test/core/analysis/trials.ts';

const TRIAL = trial('1', { state: 'success', config: { x: 0.5 }, loss: 0.25 });

/** The paths of what an update's schema refuses, those of its trials alone. */
function refused(kind: 'snapshot' | 'delta', trials: unknown): readonly string[] {
  const { error } = runUpdateSchema.safeParse({ kind, seq: 1, trials });
  return (error?.issues ?? []).filter(({ path }) => path[0] === 'trials').map(({ path }) => path.join('.'));
}

describe('the trials of an update', () => {
  it('are taken as readers make them', () => {
    expect(refused('snapshot', [TRIAL, { ...TRIAL, trial: '2', loss: null }])).toEqual([]);
    expect(refused('delta', [TRIAL])).toEqual([]);
  });

  it.each([
    ['no list', 'all'],
    ['something that is no trial', [TRIAL, null]],
    ['a trial without a name', [{ ...TRIAL, trial: undefined }]],
    ['a state that does not exist', [{ ...TRIAL, state: 'resting' }]],
    ['a trial without a configuration', [{ ...TRIAL, config: null }]],
    ['a trial that does not say whether it has a loss', [{ ...TRIAL, loss: undefined }]],
    ['a trial without an attempt', [{ ...TRIAL, attempt: '1' }]],
  ])('of a snapshot are refused with %s', (_, trials) => {
    expect(refused('snapshot', trials)).toEqual(['trials']);
  });

  it('of a delta are checked value by value', () => {
    expect(refused('delta', [{ ...TRIAL, started_at: 5 }])).toEqual(['trials.0.started_at']);
  });
});
