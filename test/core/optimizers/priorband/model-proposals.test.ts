import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { priorband, priorbandAsynchronous } from '#core/optimizers/priorband/priorband.ts';
import { configProblems } from '#core/space/validate-config.ts';
import { failure, inputAfter, type Outcome, simulate, success } from '#test/core/optimizers/simulate.ts';
import { categorical, float, integer } from '#test/core/space/parameters.ts';

const SPACE: SearchSpace = [
  float(0, 1, { name: 'x', prior: 0.2, prior_confidence: 'high' }),
  float(0, 1, { name: 'y' }),
  categorical(['a', 'b'], { name: 'kind' }),
  integer(1, 9, { name: 'epochs', is_fidelity: true }),
];

const ARGUMENTS = { eta: 3, sample_prior_first: false };
const WITH_MODEL = priorband.create(SPACE, { ...ARGUMENTS, sampler: 'gp' });
const WITHOUT = priorband.create(SPACE, { ...ARGUMENTS, sampler: 'prior' });

/** Least at x = 0.7, y = 0.4 and kind b; lower fidelities are a little off. */
function lossAt({ x, y, kind, epochs }: Config): number {
  const bias = 0.02 / Number(epochs);
  return (Number(x) - 0.7) ** 2 + (Number(y) - 0.4) ** 2 + (kind === 'b' ? 0 : 0.3) + bias;
}

const LEARNING: Outcome = ({ config }, step) => success(lossAt(config), step);

/** As many steps as leave places for new trials in the middle rung, where one draw of four is even. */
function searched(outcome: Outcome, steps = 22 + 13): readonly Trial[] {
  return simulate(WITHOUT, SPACE, { steps, outcome }).trials;
}

/** Configurations that new trials would begin with, after these trials. */
function draws(ask: typeof WITH_MODEL, trials: readonly Trial[], count = 12): readonly Config[] {
  return Array.from({ length: count }, (_, index) => {
    const decision = ask(inputAfter(trials, 1000 + index));
    return decision.kind === 'sample' ? decision.config : expect.fail(`${decision.kind} is no new trial`);
  });
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

describe('PriorBand with `sampler: gp`', () => {
  it('draws as without the model until there is an incumbent', () => {
    const trials = searched(LEARNING, 8);
    expect(draws(WITH_MODEL, trials)).toEqual(draws(WITHOUT, trials));
  });

  it('then draws where the model expects the least loss, whatever the priors say', () => {
    const trials = searched(LEARNING);
    const distance = ({ x, y }: Config) => Math.hypot(Number(x) - 0.7, Number(y) - 0.4);
    const best = median(draws(WITH_MODEL, trials).map(distance));
    expect(best).toBeLessThan(0.1);
    expect(median(draws(WITHOUT, trials).map(distance))).toBeGreaterThan(best);
  });

  it('keeps the share of even draws', () => {
    const trials = searched(LEARNING, 22 + 22);
    const [withModel, without] = [draws(WITH_MODEL, trials, 40), draws(WITHOUT, trials, 40)];
    const same = withModel.filter(
      (config, index) => JSON.stringify(config) === JSON.stringify(without[index]),
    );
    expect(same.length).toBeGreaterThan(0);
    expect(same.length).toBeLessThan(30);
  });

  it('draws new configurations of the space, at the fidelity of the rung', () => {
    const trials = searched(LEARNING);
    const drawn = draws(WITH_MODEL, trials);
    expect(drawn.flatMap((config) => configProblems(SPACE, config))).toEqual([]);
    const key = ({ x, y, kind }: Config) => JSON.stringify([x, y, kind]);
    const tried = new Set(trials.map(({ config }) => key(config)));
    expect(drawn.filter((config) => tried.has(key(config)))).toEqual([]);
  });

  it('gives workers that ask at the same time different configurations', () => {
    const trials = searched(LEARNING);
    const reserved = Array.from({ length: 6 }, (_, index) => 1000 + index);
    const drawn = reserved.map((number) => {
      const others = reserved.filter((other) => other !== number);
      return WITH_MODEL({ ...inputAfter(trials, number), reserved: others });
    });
    expect(new Set(drawn.map((decision) => JSON.stringify(decision))).size).toBe(reserved.length);
  });

  it('foresees no more than 16 choices: of many workers, the last ones draw without the model', () => {
    const trials = searched(LEARNING);
    const ahead = Array.from({ length: 17 }, (_, index) => 900 + index);
    const drawn = (ask: typeof WITH_MODEL, reserved: readonly number[]) =>
      Array.from({ length: 8 }, (_, index) => ask({ ...inputAfter(trials, 1000 + index), reserved }));
    expect(drawn(WITH_MODEL, ahead)).toEqual(drawn(WITHOUT, ahead));
    expect(drawn(WITH_MODEL, ahead.slice(0, 1))).not.toEqual(drawn(WITHOUT, ahead.slice(0, 1)));
  });

  it('avoids what failed', () => {
    const outcome: Outcome = ({ config }, step) =>
      Number(config.x) > 0.65 ? failure('failed', step) : success(lossAt(config), step);
    const drawn = draws(WITH_MODEL, searched(outcome), 20);
    expect(drawn.filter(({ x }) => Number(x) > 0.65).length).toBeLessThan(10);
  });

  it('goes on where nothing but failures are left, with and without a loss for them', () => {
    const outcome: Outcome = (_, step) => failure('crashed', step);
    const trials = searched(outcome);
    for (const loss of [null, 3]) {
      expect(WITH_MODEL({ ...inputAfter(trials, 1000), onError: { loss, cost: null } }).kind).toBe('sample');
    }
  });

  it('works on asynchronous Hyperband too', () => {
    const ask = priorbandAsynchronous.create(SPACE, { ...ARGUMENTS, sampler: 'gp' });
    const { trials } = simulate(ask, SPACE, { steps: 60, outcome: LEARNING });
    const atTop = trials.filter(({ rung }) => rung === 2).map(({ config }) => lossAt(config));
    expect(Math.min(...atTop)).toBeLessThan(0.02);
  });
});
