import { beforeAll, describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { asha } from '#core/optimizers/brackets/asha.ts';
import { rungTable } from '#core/optimizers/brackets/rung-table.ts';
import { mobster } from '#core/optimizers/mobster/mobster.ts';
import type { Ask, AskDecision } from '#core/optimizers/optimizer.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { float, integer } from '#test/core/space/parameters.ts';
import { fc } from '#test/support/fast-check.ts';
import { happenings, ParallelSearch } from '../brackets/parallel-search.ts';
import { inputAfter, type Outcome, simulate, success } from '../simulate.ts';

/** Rungs of 1, 3, 9 and 27 epochs. */
const SPACE: SearchSpace = [
  float(0, 1, { name: 'x' }),
  float(0, 1, { name: 'y' }),
  integer(1, 27, { name: 'epochs', is_fidelity: true }),
];
const TABLE = rungTable(fidelityOf(SPACE) ?? expect.fail(), 3);
const DESIGN = 2;

function create(): Ask {
  return mobster.create(SPACE, { eta: 3, initial_design_size: 2 });
}

/** Least at x = 0.7, y = 0.4. @param bias how far the optimum moves from the lowest to the highest fidelity */
function curve(bias = 0): Outcome {
  return ({ config: { x, y, epochs } }, step) => {
    const share = 1 - Math.log(Number(epochs)) / Math.log(27);
    const distance = (Number(x) - 0.7 + bias * share) ** 2 + (Number(y) - 0.4) ** 2;
    return success(distance + 0.5 * share, step);
  };
}

/** More than a quarter of the space fails, close by the optimum. */
const failing: Outcome = (trial, step) =>
  Number(trial.config.x) > 0.72 ? success('NaN', step) : curve()(trial, step);

function run(ask: Ask, outcome: Outcome, steps: number, seed = 1): readonly Trial[] {
  return simulate(ask, SPACE, { steps, outcome, seed }).trials;
}

function bestAtTop(trials: readonly Trial[]): number {
  const losses = trials.filter(({ rung }) => rung === TABLE.top).map(({ loss }) => Number(loss));
  return Math.min(...losses);
}

function begun(trials: readonly Trial[]): readonly Trial[] {
  return trials.filter(({ previous }) => previous === null);
}

/** What so many workers decide that ask at the same moment. */
function decideTogether(trials: readonly Trial[], workers: number): readonly AskDecision[] {
  const numbers = Array.from({ length: workers }, (_, index) => 1000 + index);
  return numbers.map((number) =>
    create()({ ...inputAfter(trials, number), reserved: numbers.filter((other) => other !== number) }),
  );
}

/** Of a decision, what two workers must not have in common. */
function subject(decision: AskDecision): string {
  switch (decision.kind) {
    case 'sample':
      return JSON.stringify(decision.config);
    case 'promote':
      return decision.from;
    default:
      return decision.kind;
  }
}

describe('the beginning', () => {
  it('is a design spread over the space', () => {
    const ask = mobster.create(SPACE, { eta: 3, initial_design_size: 6 });
    const design = begun(run(ask, curve(), 20)).slice(0, 6);
    const quarters = new Set(design.map(({ config: { x, y } }) => `${Number(x) > 0.5} ${Number(y) > 0.5}`));
    expect(quarters.size).toBeGreaterThanOrEqual(3);
  });

  it.each([
    { rungs: 1, upper: 2, first: 0 },
    { rungs: 2, upper: 3, first: 0 },
    { rungs: 3, upper: 9, first: 1 },
    { rungs: 4, upper: 27, first: 2 },
    { rungs: 5, upper: 81, first: 3 },
  ])('of $rungs rungs is in rung $first; then chance decides no more', ({ upper, first }) => {
    const space = [...SPACE.slice(0, 2), integer(1, upper, { name: 'epochs', is_fidelity: true })];
    const ask = mobster.create(space, { eta: 3, initial_design_size: DESIGN });
    const { trials } = simulate(ask, space, { steps: DESIGN + 14, outcome: curve() });
    const drawn = trials.filter((_, index) => {
      const [one, other] = [1, 2].map((seed) => ask(inputAfter(trials.slice(0, index), index + 1, seed)));
      return JSON.stringify(one) !== JSON.stringify(other);
    });
    expect(drawn).toEqual(begun(trials).slice(0, DESIGN));
    expect(drawn.map(({ rung }) => rung)).toEqual(new Array(DESIGN).fill(first));
  });

  it('is a search of the rung below the highest, until that has four losses for each parameter', () => {
    const rungs = run(create(), curve(), 9).map(({ rung }) => rung);
    expect(rungs).toEqual([...new Array(8).fill(TABLE.top - 1), TABLE.top]);
  });

  it('does not end before those losses are there: what others have under way does not count', () => {
    const decisions = decideTogether(run(create(), curve(), 7), 6);
    expect(decisions.map(({ kind }) => kind)).toEqual(new Array(6).fill('sample'));
    expect(decideTogether(run(create(), curve(), 8), 6).map(({ kind }) => kind)).toContain('promote');
  });

  it('ends with twenty losses there, however many parameters there are', () => {
    const more = Array.from({ length: 6 }, (_, index) => float(0, 1, { name: `z${index}` }));
    const space = [...SPACE, ...more];
    const ask = mobster.create(space, { eta: 3, initial_design_size: 8 });
    const { trials } = simulate(ask, space, { steps: 21, outcome: curve() });
    const rungs = trials.map(({ rung }) => rung);
    expect(rungs).toEqual([...new Array(20).fill(TABLE.top - 1), TABLE.top]);
  });
});

describe('the first trials in the highest rung', () => {
  it('continue those that did well below it, as many as there are parameters', () => {
    const trials = run(create(), curve(), 10);
    const continued = new Set(trials.slice(8).map(({ previous }) => previous));
    const losses = trials.slice(0, 8).map(({ trial, loss }) => ({ trial, loss: Number(loss) }));
    const best = losses.sort((a, b) => a.loss - b.loss).slice(0, 3);
    expect(continued.size).toBe(2);
    expect(best.filter(({ trial }) => continued.has(trial))).toHaveLength(2);
  });
});

describe('a new configuration', () => {
  it('begins in the rung below the highest', () => {
    const rungs = new Set(begun(run(create(), curve(0.3), 40)).map(({ rung }) => rung));
    expect([...rungs]).toEqual([TABLE.top - 1]);
  });

  it('begins in the lowest rung where it probably fails', () => {
    const rungs = [1, 2, 3].flatMap((seed) => {
      const failed = begun(run(create(), failing, 70, seed)).filter(({ loss }) => loss === 'NaN');
      return failed.slice(-4).map(({ rung }) => rung);
    });
    expect(rungs.filter((rung) => rung === 0).length).toBeGreaterThan(0.8 * rungs.length);
  });
});

describe('a search', () => {
  it('finds better configurations than ASHA with as many evaluations', () => {
    const random = asha.create(SPACE, { eta: 3, early_stopping_rate: 0, sample_prior_first: false });
    const seeds = [1, 2, 3];
    const regret = (ask: Ask) => Math.max(...seeds.map((seed) => bestAtTop(run(ask, curve(), 60, seed))));
    expect(regret(create())).toBeLessThan(1e-3);
    expect(regret(create())).toBeLessThan(regret(random) / 2);
  });

  it('finds the optimum of the highest fidelity, where the lowest has another one', () => {
    expect(bestAtTop(run(create(), curve(0.3), 70))).toBeLessThan(0.01);
  });

  it('gives the highest rung about its share of what is spent', () => {
    const searches = [1, 2, 3].flatMap((seed) => run(create(), curve(0.3), 70, seed));
    const costOf = ({ rung }: Trial) => (rung === 0 ? 1 : 2 * 3 ** ((rung ?? 0) - 1)) / 27 + 0.05;
    const cost = (some: readonly Trial[]) => some.reduce((sum, trial) => sum + costOf(trial), 0);
    const share = cost(searches.filter(({ rung }) => rung === TABLE.top)) / cost(searches);
    expect(share).toBeGreaterThan(0.55);
    expect(share).toBeLessThan(0.85);
  });

  it('never evaluates a configuration of its model twice', () => {
    const configurations = begun(run(create(), curve(), 60)).map(({ config }) => JSON.stringify(config));
    expect(new Set(configurations).size).toBe(configurations.length);
  });

  it('loses little in a region that fails, and finds the optimum beside it', () => {
    const searches = [1, 2, 3, 4, 5].map((seed) => run(create(), failing, 70, seed));
    const trials = searches.flat();
    const fidelityOfAll = (some: readonly Trial[]) =>
      some.reduce((sum, { config: { epochs } }) => sum + Number(epochs), 0);
    const failed = trials.filter(({ loss }) => loss === 'NaN');
    expect(fidelityOfAll(failed) / fidelityOfAll(trials)).toBeLessThan(0.15);
    const regrets = searches.map(bestAtTop).sort((a, b) => a - b);
    expect(regrets[2]).toBeLessThan(1e-4);
    expect(regrets[4]).toBeLessThan(1e-3);
  });

  it('is not thrown off by configurations that diverge', () => {
    const outcome: Outcome = (trial, step) =>
      Number(trial.config.y) > 0.8 ? success(1e30 * Number(trial.config.y), step) : curve()(trial, step);
    expect(bestAtTop(run(create(), outcome, 70))).toBeLessThan(0.01);
  });
});

describe('workers that ask at the same moment', () => {
  it.each([8, 9, 14, 25, 40])('choose different things after %i steps', (steps) => {
    const subjects = decideTogether(run(create(), curve(), steps), 6).map(subject);
    expect(new Set(subjects).size).toBe(6);
  });

  it('are not foreseen without end: of many, the last ones fill gaps', () => {
    const decisions = decideTogether(run(create(), curve(), 20), 40);
    expect(new Set(decisions.map(subject)).size).toBe(40);
    expect(decisions.at(-1)).toMatchObject({ kind: 'sample', rung: TABLE.top - 1 });
  });
});

describe('whatever happens to trials and workers, it', () => {
  const stories = fc.sample(happenings, { numRuns: 6, seed: 2020 });
  const searches: ParallelSearch[] = [];
  beforeAll(() => {
    for (const story of stories) {
      const search = new ParallelSearch(create, SPACE);
      for (const happening of story.slice(0, 80)) {
        search.happen(happening);
      }
      searches.push(search);
    }
  }, 600_000);

  it('never waits: there is always a trial to begin or to continue', () => {
    const kinds = new Set(searches.flatMap(({ decided }) => decided.map(({ decision }) => decision.kind)));
    expect([...kinds].sort()).toEqual(['promote', 'sample']);
  });

  it('never promotes a trial twice', () => {
    for (const { decided } of searches) {
      const sources = decided.flatMap(({ decision }) => (decision.kind === 'promote' ? decision.from : []));
      expect(new Set(sources).size).toBe(sources.length);
    }
  });

  it('promotes only what succeeded with a finite loss, to the next rung or past it to the one below the highest', () => {
    for (const { input, decision } of searches.flatMap(({ decided }) => decided)) {
      if (decision.kind === 'promote') {
        const source = input.trials.get(decision.from) ?? expect.fail(`${decision.from} is not there`);
        const next = (source.rung ?? 0) + 1;
        expect(source.state).toBe('success');
        expect([next, Math.max(next, TABLE.top - 1)]).toContain(decision.rung);
        expect(typeof source.loss).toBe('number');
        expect(decision.fidelity).toBe(TABLE.fidelities[decision.rung]);
      }
    }
  });

  it('decides the same in every worker that knows the same', () => {
    for (const { decided } of searches) {
      const last = decided.at(-1) ?? expect.fail('nothing was decided');
      const input = { ...last.input, rng: inputAfter([], last.input.number).rng };
      expect(create()(input)).toEqual(last.decision);
    }
  });
});
