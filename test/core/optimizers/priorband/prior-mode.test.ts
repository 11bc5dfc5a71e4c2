import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { priorband, untriedMode } from '#core/optimizers/priorband/priorband.ts';
import { type Begun, inputAfter, simulate, success, trialOf } from '#test/core/optimizers/simulate.ts';
import { categorical, constant, float, integer } from '#test/core/space/parameters.ts';

const SPACE: SearchSpace = [
  float(0, 1, { name: 'x', prior: 0.2, prior_confidence: 'high' }),
  float(0, 1, { name: 'free' }),
  categorical(['a', 'b'], { name: 'kind', prior: 'b', prior_confidence: 'low' }),
  constant('resnet', 'model'),
  integer(1, 9, { name: 'epochs', is_fidelity: true }),
];
const MODE = { x: 0.2, kind: 'b' };

/** A trial in a rung, under way. */
function begun(rung: number, given: Partial<Record<'x' | 'kind', number | string>>): Trial {
  const config = { ...MODE, free: 0.5, model: 'resnet', epochs: 3 ** rung, ...given };
  const decision: Begun = { kind: 'sample', config, bracket: 0, rung, fidelity: 3 ** rung };
  return trialOf(decision, 1, { trials: [], space: SPACE });
}

function modeAfter(trials: readonly Trial[], rung: number, reserved: readonly number[] = []) {
  return untriedMode(SPACE, { ...inputAfter(trials, 100), reserved }, rung);
}

describe('what the user named', () => {
  it('is all prior values, the other parameters drawn evenly', () => {
    const mode = modeAfter([], 0);
    expect(mode).toMatchObject({ ...MODE, model: 'resnet' });
    expect(mode?.free).toBeGreaterThan(0);
    expect(mode?.free).toBeLessThan(1);
  });

  it('has had its turn once a trial of the rung has these values, whatever became of it', () => {
    const trial = begun(1, {});
    expect(modeAfter([trial], 1)).toBeNull();
    expect(modeAfter([{ ...trial, state: 'crashed' }], 1)).toBeNull();
    expect(modeAfter([{ ...trial, ...success(3, 1) }], 1)).toBeNull();
  });

  it('has its turn again where trials begin in a higher rung, but not below one that it was in', () => {
    expect(modeAfter([begun(1, {})], 2)).toMatchObject(MODE);
    expect(modeAfter([begun(1, {})], 0)).toBeNull();
  });

  it('is not what differs in one value', () => {
    expect(modeAfter([begun(2, { x: 0.21 })], 0)).toMatchObject(MODE);
    expect(modeAfter([begun(2, { kind: 'a' })], 0)).toMatchObject(MODE);
  });

  it('is left to the worker that decides first', () => {
    expect(modeAfter([], 0, [99])).toBeNull();
    expect(modeAfter([], 0, [101])).toMatchObject(MODE);
  });
});

describe('a search by PriorBand', () => {
  const ask = priorband.create(SPACE, { eta: 3, sample_prior_first: false, sampler: 'prior' });
  const isMode = ({ config }: Trial) => config.x === MODE.x && config.kind === MODE.kind;

  /** The three brackets of Hyperband, whose trials begin in the rungs 0, 1 and 2. */
  function searched(lossAt: (x: number) => number): readonly Trial[] {
    const outcome = ({ config }: Trial, step: number) => success(lossAt(Number(config.x)), step);
    return simulate(ask, SPACE, { steps: 13 + 6 + 3, outcome }).trials;
  }

  it('tries it at the highest fidelity where it is as good as the user thinks', () => {
    const trials = searched((x) => Math.abs(x - 0.2));
    expect(trials.filter((trial) => isMode(trial) && trial.rung === 2)).toHaveLength(1);
  });

  it('tries it in its turn, once in each rung where trials begin, and drops it where it is bad', () => {
    const trials = searched((x) => -Math.abs(x - 0.2));
    const places = trials.filter(isMode).map(({ bracket, rung }) => ({ bracket, rung }));
    expect(places.length).toBeGreaterThan(0);
    expect(new Set(places.map(({ bracket }) => bracket)).size).toBe(places.length);
    expect(trials.filter(isMode).every(({ previous }) => previous === null)).toBe(true);
  });
});
