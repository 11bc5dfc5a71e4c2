import { performance } from 'node:perf_hooks';
import { parseTrialId } from '#core/contract/run/trial-order.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Ask, AskDecision } from '#core/optimizers/optimizer.ts';
import { createRng } from '#core/space/rng.ts';
import { fidelityOf } from '#core/space/roles.ts';
import type { JournalOperation } from '#core/state/journal/journal-entry.ts';
import { createLedger, type Ledger } from '#core/state/ledger/ledger.ts';
import { trialId } from '#core/state/trials/trial-id.ts';

/** A trial that a simulated worker evaluates. */
export type Begun = {
  readonly trial: string;
  readonly config: Readonly<Record<string, string | number | boolean>>;
};

type Decided<Kind extends AskDecision['kind']> = AskDecision & { readonly kind: Kind };

const WRITER = 'worker';
const BEGINNING = Date.UTC(2026, 0, 1);
/** Simulated seconds to the milliseconds of a journal. */
function milliseconds(clock: number): number {
  return BEGINNING + Math.round(clock * 1_000_000);
}

/**
 * A run in memory, on the same ledger as a run on disk: the optimizer sees journals replayed, with reservations and
 * trials under way. Time is what the caller says.
 */
export class SimulatedRun {
  readonly ledger: Ledger = createLedger();
  /** Seconds that each decision took, in their order. */
  readonly thinking: number[] = [];
  private sequence = 0;
  private readonly ask: Ask;
  private readonly space: SearchSpace;
  private readonly settings: RunSettings;

  constructor(ask: Ask, space: SearchSpace, settings: RunSettings) {
    this.ask = ask;
    this.space = space;
    this.settings = settings;
  }

  private write(clock: number, operation: JournalOperation): void {
    this.sequence += 1;
    const stamp = { fence: 1, seq: this.sequence, time: milliseconds(clock), writer: WRITER };
    this.ledger.apply([{ ...operation, ...stamp }]);
  }

  /** Sets a trial number aside for a decision. */
  reserve(clock: number): number {
    const number = this.ledger.lastNumber + 1;
    this.write(clock, { op: 'reserve', number });
    return number;
  }

  /** Gives a number back for which there is nothing to do. */
  release(clock: number, number: number): void {
    this.write(clock, { op: 'release', number, of: WRITER, because: 'nothing to ask' });
  }

  decide(number: number): AskDecision {
    const { ledger, settings } = this;
    const numbers = [...ledger.reservations.values()].map((reservation) => reservation.number);
    const start = performance.now();
    const decision = this.ask({
      trials: ledger,
      budget: {
        evaluations: { ...ledger.evaluations, total: settings.max_evaluations_total },
        cost: { spent: ledger.cost(settings.cost_value_on_error), total: settings.max_cost_total },
      },
      rng: createRng(settings.seed ?? 0, number),
      number,
      reserved: numbers.filter((other) => other !== number).sort((a, b) => a - b),
      onError: { loss: settings.loss_value_on_error, cost: settings.cost_value_on_error },
    });
    this.thinking.push((performance.now() - start) / 1000);
    return decision;
  }

  /** Turns a decision into a trial under way. */
  begin(clock: number, number: number, decision: Decided<'sample' | 'promote'>): Begun {
    return decision.kind === 'sample'
      ? this.sample(clock, number, decision)
      : this.promote(clock, number, decision);
  }

  private sample(clock: number, number: number, decision: Decided<'sample'>): Begun {
    const { kind: _, ...placed } = decision;
    const trial = trialId(number, decision.rung);
    this.write(clock, { op: 'sample', number, trial, ...placed, attempt: 1 });
    return { trial, config: decision.config };
  }

  private promote(clock: number, number: number, decision: Decided<'promote'>): Begun {
    const { kind: _, ...placed } = decision;
    const source = this.ledger.get(decision.from);
    const fidelity = fidelityOf(this.space);
    const trial = trialId(parseTrialId(decision.from)?.number ?? number, decision.rung);
    if (source === null || fidelity === null || this.ledger.isContinued(decision.from)) {
      throw new Error(
        `A promotion continues a trial that nothing continues yet; found ${JSON.stringify(decision)}`,
      );
    }
    const config = { ...source.config, [fidelity.name]: decision.fidelity };
    this.write(clock, { op: 'promote', reservation: number, trial, config, ...placed, attempt: 1 });
    return { trial, config };
  }

  /** Takes the result of a trial in. */
  report(
    clock: number,
    trial: string,
    result: { readonly started: number; readonly cost: number } & (
      | { readonly loss: number | 'NaN' | 'Infinity' | '-Infinity' }
      | { readonly error: string }
    ),
  ): void {
    const outcome =
      'loss' in result
        ? { state: 'success' as const, loss: result.loss, error: null }
        : {
            state: 'failed' as const,
            loss: null,
            error: { type: 'Failure', message: result.error, traceback: '' },
          };
    this.write(clock, {
      op: 'report',
      trial,
      attempt: 1,
      late: false,
      ...outcome,
      cost: result.cost,
      learning_curve: null,
      extra: null,
      started: milliseconds(result.started),
      ended: milliseconds(clock),
      seconds: clock - result.started,
    });
  }
}
