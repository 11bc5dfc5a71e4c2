import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { trialsViewOf } from '#core/optimizers/trials-view.ts';
import { failure, success, trialOf } from './simulate.ts';

function trial(id: string, change: Partial<Trial> = {}): Trial {
  const decision = { kind: 'sample', config: {}, bracket: null, rung: null, fidelity: null } as const;
  return { ...trialOf(decision, 1, { trials: [], space: [] }), trial: id, ...change };
}

function rungTrial(number: number, bracket: number, rung: number, change: Partial<Trial> = {}): Trial {
  return trial(`${number}_rung_${rung}`, { bracket, rung, fidelity: 3 ** rung, ...change });
}

const ids = (trials: readonly Trial[]) => trials.map((each) => each.trial);

describe('the view of a list of trials', () => {
  const trials = [
    trial('1', success(0.5, 40)),
    trial('2', failure('failed', 10)),
    trial('3', { state: 'pending' }),
    trial('4'),
    trial('5', success('NaN', 20)),
    trial('6', failure('crashed', 30)),
    trial('7', { state: 'unreadable' }),
  ];
  const view = trialsViewOf(trials);

  it('finds trials by id', () => {
    expect(view.size).toBe(7);
    expect(view.get('3')).toBe(trials[2]);
    expect(view.get('8')).toBeNull();
  });

  it('lists the trials of a state by number', () => {
    expect(ids(view.inState('success'))).toEqual(['1', '5']);
    expect(ids(view.inState('evaluating'))).toEqual(['4']);
    expect(view.inState('stale')).toEqual([]);
  });

  it('lists what is completed in the order of the results', () => {
    expect(ids(view.completed)).toEqual(['2', '5', '6', '1']);
  });

  it('has no rungs for trials without', () => {
    expect(view.rungs).toEqual([]);
    expect(view.rung(0, 0)).toBeNull();
  });
});

describe('the rungs of a view', () => {
  const trials = [
    rungTrial(1, 0, 0, success(3, 5)),
    rungTrial(1, 0, 1, { previous: '1_rung_0' }),
    rungTrial(2, 0, 0, success(2, 3)),
    rungTrial(3, 1, 1),
    rungTrial(4, 0, 0, { state: 'pending' }),
    trial('5', { previous: '2_rung_0' }),
  ];
  const view = trialsViewOf(trials);

  it('are ordered by bracket, then rung', () => {
    expect(view.rungs.map(({ bracket, rung }) => [bracket, rung])).toEqual([
      [0, 0],
      [0, 1],
      [1, 1],
    ]);
  });

  it('hold all of their trials by number and the completed ones by result', () => {
    const rung = view.rung(0, 0);
    expect(ids(rung?.trials ?? [])).toEqual(['1_rung_0', '2_rung_0', '4_rung_0']);
    expect(ids(rung?.completed ?? [])).toEqual(['2_rung_0', '1_rung_0']);
  });

  it('rank successes with a finite loss, equal ones by their results', () => {
    const losses = [
      rungTrial(1, 0, 0, success(3, 1)),
      rungTrial(2, 0, 0, success(2, 9)),
      rungTrial(3, 0, 0, success('NaN', 2)),
      rungTrial(4, 0, 0, failure('failed', 3)),
      rungTrial(5, 0, 0, success(2, 4)),
      rungTrial(6, 0, 0, success('-Infinity', 5)),
      rungTrial(7, 0, 0),
    ];
    const ranked = trialsViewOf(losses).rung(0, 0)?.ranked ?? [];
    expect(ids(ranked)).toEqual(['5_rung_0', '2_rung_0', '1_rung_0']);
  });

  it('take a trial with a rung and without a bracket for one of bracket 0', () => {
    expect(ids(trialsViewOf([trial('1', { rung: 2 })]).rung(0, 2)?.trials ?? [])).toEqual(['1']);
  });

  it('know which trials another one continues', () => {
    expect(view.rung(0, 0)?.promoted).toEqual(new Set(['1_rung_0', '2_rung_0']));
    expect(view.rung(0, 1)?.promoted).toEqual(new Set());
  });
});
