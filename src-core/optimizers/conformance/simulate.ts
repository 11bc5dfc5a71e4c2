import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Ask, AskDecision, AskInput } from '#core/optimizers/optimizer.ts';
import { trialsViewOf } from '#core/optimizers/trials-view.ts';
import { createRng } from '#core/space/rng.ts';
import { fidelityOf } from '#core/space/roles.ts';

/** What becomes of a trial, by the place of its decision in the run. */
export type Outcome = (trial: Trial, step: number) => Partial<Trial>;

export type Begun = AskDecision & { readonly kind: 'sample' | 'promote' };

/** So many seconds after the run's beginning, for runs of less than a month. */
function instant(second: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const time = [(second / 3600) % 24, (second / 60) % 60, second % 60].map(two).join(':');
  return `2026-01-${two(1 + second / 86_400)}T${time}.000Z`;
}

/** A trial that ended with this loss, and this cost if it reported one, `second` seconds after the run's beginning. */
export function success(loss: Trial['loss'], second: number, cost: Trial['cost'] = null): Partial<Trial> {
  return { state: 'success', loss, cost, ended_at: instant(second) };
}

/** A trial that ended with an error. */
export function failure(state: 'failed' | 'crashed', second: number): Partial<Trial> {
  return { state, error: { type: 'Error', message: 'no', traceback: '' }, ended_at: instant(second) };
}

/** `17_rung_2` as 17 and 2: a trial that continues another keeps its number. */
export function nameOf({ trial }: Pick<Trial, 'trial'>): readonly [number, number] {
  const [number, rung] = trial.split('_rung_');
  return [Number(number), Number(rung ?? -1)];
}

/** By number, those of one number by rung. */
function inOrder(trials: readonly Trial[]): readonly Trial[] {
  const named = trials.map((trial) => ({ trial, name: nameOf(trial) }));
  return named.sort((a, b) => a.name[0] - b.name[0] || a.name[1] - b.name[1]).map(({ trial }) => trial);
}

/** The trial of a decision as it is while it is evaluated. */
export function trialOf(decision: Begun, step: number, { trials, space }: Surroundings): Trial {
  const from = decision.kind === 'promote' ? trials.find(({ trial }) => trial === decision.from) : undefined;
  const { bracket, rung, fidelity } = decision;
  const number = from === undefined ? step : nameOf(from)[0];
  const resource = fidelityOf(space);
  const config = decision.kind === 'sample' ? decision.config : (from?.config ?? {});
  return {
    trial: rung === null ? String(number) : `${number}_rung_${rung}`,
    state: 'evaluating',
    config: resource === null ? config : { ...config, [resource.name]: fidelity ?? Number.NaN },
    loss: null,
    cost: null,
    learning_curve: null,
    extra: null,
    error: null,
    bracket,
    rung,
    fidelity,
    previous: from?.trial ?? null,
    attempt: 1,
    worker: 'worker',
    sampled_at: instant(step),
    started_at: instant(step),
    ended_at: null,
  };
}

type Surroundings = { readonly trials: readonly Trial[]; readonly space: SearchSpace };

/** What a run's settings tell its optimizer beside the space. */
export type Told = { readonly onError: AskInput['onError']; readonly costTotal: number | null };

const NOTHING_TOLD: Told = { onError: { loss: null, cost: null }, costTotal: null };

function costOf({ state, cost }: Trial, { onError }: Told): number {
  const reported = Number(cost ?? 0);
  return state === 'success' && Number.isFinite(reported) ? reported : (onError.cost ?? 0);
}

/** What an optimizer is given to decide trial `number` after `trials`. */
export function inputAfter(
  trials: readonly Trial[],
  number: number,
  seed = 1,
  told: Told = NOTHING_TOLD,
): AskInput {
  const view = trialsViewOf(inOrder(trials));
  return {
    trials: view,
    budget: {
      evaluations: { completed: view.completed.length, committed: trials.length + 1, total: null },
      cost: {
        spent: view.completed.reduce((sum, trial) => sum + costOf(trial, told), 0),
        total: told.costTotal,
      },
    },
    rng: createRng(seed, number),
    number,
    reserved: [],
    onError: told.onError,
  };
}

/** The run in memory so far, and every decision that led to it. */
export type Simulation = { readonly trials: readonly Trial[]; readonly decisions: readonly AskDecision[] };

type SimulationOptions = {
  readonly steps: number;
  readonly outcome: Outcome;
  readonly seed?: number;
  readonly told?: Told;
  /** The trials that there are already, each of a number of its own up to how many they are. */
  readonly after?: readonly Trial[];
};

/**
 * Runs a search in memory as one worker would, for at most `steps` decisions; each trial has its outcome before the
 * next decision (an outcome of `{}` leaves it evaluating for ever).
 */
export function simulate(
  ask: Ask,
  space: SearchSpace,
  { steps, outcome, seed = 1, told = NOTHING_TOLD, after = [] }: SimulationOptions,
): Simulation {
  const trials = [...after];
  const decisions: AskDecision[] = [];
  for (let step = after.length + 1; step <= after.length + steps; step++) {
    const decision = ask(inputAfter(trials, step, seed, told));
    decisions.push(decision);
    if (decision.kind === 'wait' || decision.kind === 'done') {
      break;
    }
    const trial = trialOf(decision, step, { trials, space });
    trials.push({ ...trial, ...outcome(trial, step) });
  }
  return { trials, decisions };
}
