import { describe, expect, it } from 'vitest';
import { examine } from '#core/optimizers/conformance/conformance.ts';
import { manyTrials } from '#core/optimizers/conformance/many-trials.ts';
import type { AskInput } from '#core/optimizers/optimizer.ts';
import { definitionOf } from '#test/core/optimizers/definition-of.ts';
import { float, integer } from '#test/core/space/parameters.ts';

const SPACE = [float(0, 1), integer(1, 27, { name: 'epochs', is_fidelity: true })];

/** The checks that an optimizer fails which raises as soon as `isTooMuch`, and what they say first. */
function failuresOf(name: string, isTooMuch: (input: AskInput) => boolean): Record<string, string> {
  const definition = definitionOf(name);
  const fragile: typeof definition = {
    ...definition,
    create(space, values) {
      const ask = definition.create(space, values);
      return (input) => {
        if (isTooMuch(input)) {
          throw new Error('too much');
        }
        return ask(input);
      };
    },
  };
  const outcomes = examine(fragile).checks.map(({ run }) => run());
  return Object.fromEntries(
    outcomes.flatMap(({ title, problems }) => problems.slice(0, 1).map((at) => [title, at])),
  );
}

/** The greatest number of trials that a rung holds. */
function fullest(name: string): number {
  const definition = definitionOf(name);
  const ask = definition.create(SPACE, { eta: 3, early_stopping_rate: 0, sample_prior_first: false });
  const held = new Map<string, number>();
  for (const { bracket, rung } of manyTrials(ask, SPACE, { count: 10_000, steps: 80 })) {
    held.set(`${bracket} ${rung}`, 1 + (held.get(`${bracket} ${rung}`) ?? 0));
  }
  return Math.max(...held.values());
}

describe('the conformance suite', { timeout: 600_000 }, () => {
  it('meets an optimizer that fails once its rungs are long', () => {
    const isLong = ({ trials }: AskInput) => trials.rungs.some((rung) => rung.trials.length >= 100);
    expect(failuresOf('asha', isLong)).toEqual({ 'goes on from 10,000 trials': 'it raised: too much' });
  });

  it('meets one that fails once there are many brackets', () => {
    const isLong = ({ trials }: AskInput) => trials.rungs.some(({ bracket }) => bracket >= 100);
    expect(failuresOf('hyperband', isLong)).toEqual({ 'goes on from 10,000 trials': 'it raised: too much' });
  });

  it.each<readonly [string, (input: AskInput) => boolean]>([
    [
      'where a cost is reported',
      ({ trials }) => trials.completed.some(({ cost }) => typeof cost === 'number'),
    ],
    ['where the cost of an error is told', ({ onError }) => onError.cost !== null],
    ['where the loss of an error is told', ({ onError }) => onError.loss !== null],
    ['in a budget of cost', ({ budget }) => budget.cost.total !== null],
    [
      'after the budget of cost',
      ({ budget }) => budget.cost.spent > (budget.cost.total ?? Number.POSITIVE_INFINITY),
    ],
  ])('meets one that fails %s', (_, isTooMuch) => {
    expect(failuresOf('random_search', isTooMuch)).toMatchObject({
      'decides well after costs that use up a budget': 'it raised: too much',
    });
  });
});

describe('many trials', () => {
  it('share the rungs of an optimizer that keeps to its brackets', () => {
    expect(fullest('asha')).toBeGreaterThan(5000);
  });

  it('lie in ever new brackets of one that opens them one after the other', () => {
    expect(fullest('successive_halving')).toBeLessThanOrEqual(27);
    expect(fullest('hyperband')).toBeLessThanOrEqual(27);
  });

  it('are continued from rung to rung, each once, by the same configuration', () => {
    const ask = definitionOf('asha').create(SPACE, {
      eta: 3,
      early_stopping_rate: 0,
      sample_prior_first: false,
    });
    const trials = manyTrials(ask, SPACE, { count: 1000, steps: 80 });
    const byId = new Map(trials.map((trial) => [trial.trial, trial]));
    const continued = trials.flatMap((trial) => (trial.previous === null ? [] : [trial]));
    expect(byId.size).toBe(1000);
    expect(continued.length).toBeGreaterThan(100);
    expect(new Set(continued.map(({ previous }) => previous)).size).toBe(continued.length);
    for (const { previous, config, rung } of continued) {
      const source = byId.get(previous ?? '');
      expect(source).toMatchObject({ state: 'success', rung: (rung ?? 0) - 1, config: { x: config.x } });
    }
  });
});
