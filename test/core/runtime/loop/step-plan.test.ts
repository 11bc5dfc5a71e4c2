import { describe, expect, it } from 'vitest';
import { RUN_DEFAULTS } from '#core/config/settings/run-settings.ts';
import {
  INCUMBENT_DEFAULTS,
  type IncumbentSettings,
  type RunSettings,
} from '#core/contract/setup/settings.ts';
import { type PlanContext, planStep } from '#core/runtime/loop/step-plan.ts';
import type { JournalEntry, JournalOperation } from '#core/state/journal/journal-entry.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';

const SETTINGS: RunSettings = {
  ...RUN_DEFAULTS,
  evaluate_pipeline: { kind: 'javascript', file: '/f.mjs', export: 'f', written: 'f.mjs:f' },
  max_evaluations_total: 10,
};

function context(change: Partial<PlanContext> = {}, incumbent: Partial<IncumbentSettings> = {}): PlanContext {
  return {
    worker: 'own',
    settings: { ...SETTINGS, incumbent: { ...INCUMBENT_DEFAULTS, ...incumbent } },
    ownLimit: null,
    byThisWorker: 0,
    duration: 0,
    liveness: new Map([
      ['own', true],
      ['dead', false],
      ['alive', true],
      ['unknown', null],
    ]),
    exhausted: null,
    waits: 0,
    ...change,
  };
}

/** A ledger after these operations, each by its writer, in this order. */
function ledgerAfter(...operations: readonly (readonly [writer: string, JournalOperation])[]): Ledger {
  const ledger = createLedger();
  ledger.apply(
    operations.map(
      ([writer, operation], index) =>
        ({ ...operation, writer, fence: index + 1, seq: index + 1, time: index }) as JournalEntry,
    ),
  );
  return ledger;
}

const reserve = (number: number): JournalOperation => ({ op: 'reserve', number });
const sample = (number: number, attempt = 1): JournalOperation => ({
  op: 'sample',
  number,
  trial: String(number),
  config: { x: number },
  bracket: null,
  rung: null,
  fidelity: null,
  attempt,
});
const requeue = (number: number, attempt: number): JournalOperation => ({
  op: 'requeue',
  trial: String(number),
  attempt,
  because: 'its worker died',
  counts: true,
});
const claim = (number: number, attempt: number): JournalOperation => ({
  op: 'claim',
  trial: String(number),
  attempt,
});

describe('the plan of a step', () => {
  it('reserves a number in an empty run', () => {
    expect(planStep(ledgerAfter(), context())).toMatchObject({
      plan: { take: [], reserve: 1 },
      verdict: { kind: 'act' },
    });
  });

  it('takes the oldest pending trial before it reserves', () => {
    const ledger = ledgerAfter(['alive', sample(2, 0)], ['alive', sample(1, 0)]);
    expect(planStep(ledger, context()).plan).toMatchObject({ take: ['1'], reserve: 0 });
  });

  it('puts the trial of a dead worker back and takes it in the same step', () => {
    const ledger = ledgerAfter(['dead', sample(1)], ['alive', sample(2)], ['unknown', sample(3)]);
    expect(planStep(ledger, context()).plan).toMatchObject({
      requeue: [{ trial: '1', counts: true }],
      take: ['1'],
      reserve: 0,
    });
  });

  it('gives a trial up whose workers died more often than max_requeues', () => {
    const died = (times: number) =>
      ledgerAfter(
        ['dead', sample(1)],
        ...Array.from({ length: times }, (_, index) => [
          ['alive', requeue(1, index + 1)] as const,
          ['dead', claim(1, index + 2)] as const,
        ]).flat(),
      );
    expect(planStep(died(1), context({}, { max_requeues: 2 })).plan).toMatchObject({
      requeue: [{ trial: '1' }],
      crash: [],
    });
    expect(planStep(died(2), context({}, { max_requeues: 2 })).plan).toMatchObject({
      requeue: [],
      crash: [{ trial: '1', message: expect.stringContaining('3 times') }],
    });
  });

  it('leaves the trial of a dead worker to a person with requeue: ask, and ends where only such are left', () => {
    const ledger = ledgerAfter(['dead', sample(1)]);
    const ask = context({
      settings: {
        ...SETTINGS,
        max_evaluations_total: 1,
        incumbent: { ...INCUMBENT_DEFAULTS, requeue: 'ask' },
      },
    });
    expect(planStep(ledger, ask)).toMatchObject({
      plan: { requeue: [], take: [], reserve: 0 },
      verdict: { kind: 'end', reason: 'stopped', because: expect.stringContaining('requeue: ask') },
    });
  });

  it('takes numbers from dead workers, and those that a failed step left with this one', () => {
    const ledger = ledgerAfter(['dead', reserve(1)], ['own', reserve(2)], ['alive', reserve(3)]);
    expect(planStep(ledger, context()).plan.release).toEqual([
      expect.objectContaining({ number: 2, worker: 'own' }),
      expect.objectContaining({ number: 1, worker: 'dead' }),
    ]);
  });

  it('goes on with what a failed step left with this worker, and begins nothing beside it', () => {
    const ledger = ledgerAfter(['own', sample(1)], ['alive', sample(2, 0)]);
    const { plan, verdict } = planStep(ledger, context());
    expect(plan).toMatchObject({ resume: ['1'], requeue: [] });
    expect(plan.take ?? plan.reserve).toBeUndefined();
    expect(verdict).toEqual({ kind: 'act' });
  });

  it('waits while the rest of the budget is under way elsewhere', () => {
    const one = { settings: { ...SETTINGS, max_evaluations_total: 1 } };
    for (const worker of ['alive', 'unknown']) {
      expect(planStep(ledgerAfter([worker, sample(1)]), context(one)).verdict).toEqual({ kind: 'wait' });
      expect(planStep(ledgerAfter([worker, reserve(1)]), context(one)).verdict).toEqual({ kind: 'wait' });
    }
  });

  it('ends at a reached budget, but mends what dead workers left before', () => {
    const { plan, verdict } = planStep(
      ledgerAfter(['dead', sample(1)]),
      context({ settings: { ...SETTINGS, max_evaluations_per_run: 3 }, byThisWorker: 3 }),
    );
    expect(verdict).toMatchObject({ kind: 'end', reason: 'evaluations-per-run' });
    expect(plan.requeue).toHaveLength(1);
    expect(plan.take ?? []).toEqual([]);
  });

  it('ends as exhausted when the optimizer is done and nothing is under way', () => {
    const done = { exhausted: 'the grid is exhausted' };
    expect(planStep(ledgerAfter(), context(done)).verdict).toEqual({
      kind: 'end',
      reason: 'exhausted',
      because: 'the grid is exhausted',
    });
    expect(planStep(ledgerAfter(['alive', sample(1)]), context(done)).verdict).toEqual({ kind: 'wait' });
    expect(planStep(ledgerAfter(['dead', sample(1)]), context(done)).plan.take).toEqual(['1']);
  });

  it('reserves nothing while the optimizer waits', () => {
    const { plan, verdict } = planStep(ledgerAfter(['alive', sample(1)]), context({ waits: 1 }));
    expect([plan.reserve, verdict.kind]).toEqual([0, 'wait']);
  });

  it('asks one that waits with nothing under way once more, and then takes it at its word', () => {
    const again = planStep(ledgerAfter(), context({ waits: 1 }));
    expect([again.plan.reserve, again.verdict.kind]).toEqual([1, 'act']);
    const enough = planStep(ledgerAfter(), context({ waits: 2 }));
    expect(enough.plan.reserve).toBe(0);
    expect(enough.verdict).toMatchObject({
      kind: 'end',
      reason: 'exhausted',
      because: expect.stringContaining('nothing is under way'),
    });
    expect(planStep(ledgerAfter(['alive', reserve(1)]), context({ waits: 2 })).verdict.kind).toBe('wait');
  });
});
