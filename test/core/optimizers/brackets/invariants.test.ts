import { beforeAll, describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { asha } from '#core/optimizers/brackets/asha.ts';
import { asynchronousHyperband } from '#core/optimizers/brackets/asynchronous-hyperband.ts';
import { hyperband } from '#core/optimizers/brackets/hyperband.ts';
import { bracketSizes, rungTable } from '#core/optimizers/brackets/rung-table.ts';
import { successiveHalving } from '#core/optimizers/brackets/successive-halving.ts';
import type { Ask, AskDecision, AskInput, RungView } from '#core/optimizers/optimizer.ts';
import { priorband, priorbandAsynchronous } from '#core/optimizers/priorband/priorband.ts';
import { trialsViewOf } from '#core/optimizers/trials-view.ts';
import { createRng } from '#core/space/rng.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { fc } from '#test/support/fast-check.ts';
import { type Decided, happenings, ParallelSearch } from './parallel-search.ts';
import { SPACE } from './trials-of-rungs.ts';

const TABLE = rungTable(fidelityOf(SPACE) ?? expect.fail(), 2);
const HYPERBAND = { eta: 2, sample_prior_first: true };
const HALVING = { eta: 2, early_stopping_rate: 1, sample_prior_first: false };
const PRIORBAND = { ...HYPERBAND, sampler: 'prior' };

/** η = 2 with the rungs 1, 3, 6, 13, 27: many promotions after few trials. */
const SYNCHRONOUS = {
  hyperband: () => hyperband.create(SPACE, HYPERBAND),
  successive_halving: () => successiveHalving.create(SPACE, HALVING),
  priorband: () => priorband.create(SPACE, PRIORBAND),
} satisfies Record<string, () => Ask>;
const ASYNCHRONOUS = {
  asha: () => asha.create(SPACE, HALVING),
  async_hb: () => asynchronousHyperband.create(SPACE, HYPERBAND),
  priorband_async: () => priorbandAsynchronous.create(SPACE, PRIORBAND),
} satisfies Record<string, () => Ask>;
const ALL = [...rows(SYNCHRONOUS), ...rows(ASYNCHRONOUS)];

function rows(optimizers: Readonly<Record<string, () => Ask>>): Search[] {
  return Object.entries(optimizers).map(([name, create]) => ({ name, create }));
}

const lossOnError = fc.constantFrom(null, 0, 5, 1e6);

type Search = { readonly name: string; readonly create: () => Ask };

/** Runs in which anything may happen, the same ones for every statement and every optimizer. */
const STORIES = fc.sample(fc.tuple(happenings, lossOnError), { numRuns: 25, seed: 2020 });

function played({ create }: Search): readonly ParallelSearch[] {
  return STORIES.map(([story, loss]) => {
    const search = new ParallelSearch(create, SPACE, loss);
    for (const happening of story) {
      search.happen(happening);
    }
    return search;
  });
}

type Promotion = { readonly input: AskInput; readonly decision: AskDecision & { kind: 'promote' } };

function promotionsOf({ decided }: ParallelSearch): readonly Promotion[] {
  return decided.filter((one: Decided): one is Promotion => one.decision.kind === 'promote');
}

function sourceOf({ input, decision }: Promotion): Trial {
  return input.trials.get(decision.from) ?? expect.fail(`${decision.from} was not there`);
}

function hasLoss({ state, loss }: Trial): boolean {
  return state === 'success' && typeof loss === 'number';
}

describe.each(ALL)('$name, whatever happens to trials and workers,', (optimizer) => {
  let searches: readonly ParallelSearch[] = [];
  beforeAll(() => {
    searches = played(optimizer);
  });

  it('never waits: there is always a trial to begin or to continue', () => {
    const kinds = new Set(searches.flatMap(({ decided }) => decided.map(({ decision }) => decision.kind)));
    expect([...kinds].sort()).toEqual(['promote', 'sample']);
  });

  it('never promotes a trial twice, not even by workers that ask at the same time', () => {
    for (const search of searches) {
      const sources = promotionsOf(search).map(({ decision }) => decision.from);
      expect(new Set(sources).size).toBe(sources.length);
    }
  });

  it('promotes only what succeeded with a finite loss, one rung up in its own bracket', () => {
    for (const promotion of searches.flatMap(promotionsOf)) {
      const { bracket, rung, fidelity } = promotion.decision;
      const source = sourceOf(promotion);
      expect(hasLoss(source)).toBe(true);
      expect({ bracket, rung }).toEqual({ bracket: source.bracket, rung: (source.rung ?? 0) + 1 });
      expect(fidelity).toBe(TABLE.fidelities[rung]);
    }
  });

  it('links a trial to the one that it continues: same configuration, next rung', () => {
    for (const { trials } of searches) {
      const byId = new Map(trials.map((trial) => [trial.trial, trial]));
      for (const { previous, config, rung, trial } of trials.filter((one) => one.previous !== null)) {
        const below = byId.get(previous ?? '') ?? expect.fail(`${previous} is not there`);
        expect(config.x).toBe(below.config.x);
        expect([trial.split('_')[0], rung]).toEqual([below.trial.split('_')[0], (below.rung ?? 0) + 1]);
      }
    }
  });

  it('evaluates each trial at the fidelity of its rung', () => {
    for (const { trials } of searches) {
      const fidelities = trials.map(({ rung }) => TABLE.fidelities[rung ?? -1]);
      expect(trials.map(({ fidelity }) => fidelity)).toEqual(fidelities);
      expect(trials.map(({ config }) => config.epochs)).toEqual(fidelities);
    }
  });

  it('decides the same for every worker that knows the same', () => {
    const used = optimizer.create();
    for (const { decided } of searches) {
      const again = decided.map(({ input }) => used({ ...input, rng: createRng(1, input.number) }));
      expect(again).toEqual(decided.map(({ decision }) => decision));
    }
  });

  it('brings new results of the highest rung as soon as trials succeed again', () => {
    const atTop = ({ trials }: ParallelSearch) => trials.filter(({ rung }) => rung === TABLE.top).length;
    for (const search of played(optimizer)) {
      const before = atTop(search);
      for (let step = 0; step < 80 && atTop(search) === before; step++) {
        search.ask(1);
        search.end(-1, -1);
      }
      expect(atTop(search)).toBeGreaterThan(before);
    }
  });
});

describe.each(rows(ASYNCHRONOUS))('$name', (optimizer) => {
  it('promotes only from among the best ⌊n/η⌋ of all n that finished the rung, in whichever bracket', () => {
    for (const promotion of played(optimizer).flatMap(promotionsOf)) {
      const { trials } = promotion.input;
      const source = sourceOf(promotion);
      const finished = trials.completed.filter(({ rung }) => rung === source.rung);
      const better = finished.filter((other) => hasLoss(other) && Number(other.loss) < Number(source.loss));
      expect(better.length).toBeLessThan(Math.floor(finished.length / TABLE.eta));
    }
  });
});

/** How many trials the place may hold. */
function placesIn(name: string, { bracket, rung }: RungView): number {
  const lowest = name === 'successive_halving' ? 1 : bracket % (TABLE.top + 1);
  return bracketSizes(TABLE, TABLE.top - lowest)[rung - lowest] ?? 0;
}

describe.each(rows(SYNCHRONOUS))('$name', (optimizer) => {
  let searches: readonly ParallelSearch[] = [];
  beforeAll(() => {
    searches = played(optimizer);
  });

  it('never holds more trials in a rung than it has places', () => {
    for (const view of searches.flatMap(({ trials }) => trialsViewOf(trials).rungs)) {
      expect(view.trials.length).toBeLessThanOrEqual(placesIn(optimizer.name, view));
    }
  });

  it('promotes only from rungs of which every trial has ended', () => {
    for (const { input, decision } of searches.flatMap(promotionsOf)) {
      const view = input.trials.rung(decision.bracket, decision.rung - 1) ?? expect.fail();
      expect(view.completed).toHaveLength(view.trials.length);
    }
  });
});
