import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type { Ask } from '#core/optimizers/optimizer.ts';
import { createAsk, resolveOptimizer } from '#core/optimizers/registry.ts';
import type { ObjectiveHead } from '../objective-server.ts';
import { settingsFor } from '../objective-settings.ts';
import { SimulatedRun } from '../simulated-run.ts';
import { toyLoss } from './toy-objective.ts';

/** A finished evaluation. */
export type Observation = { readonly config: Config; readonly loss: number };

/** Of every toy run. */
export const LIMITS = { seed: 1, evaluations: null };

function askOf(name: string, space: SearchSpace, head: ObjectiveHead): Ask {
  const { settings } = settingsFor(head, { name, arguments: {} }, LIMITS);
  const { resolved, problems } = resolveOptimizer(space, settings.optimizer);
  if (resolved === null) {
    throw new Error(problems.map(({ message }) => message).join(' '));
  }
  return createAsk(resolved, space);
}

/** A run of one worker on a toy objective, trial after trial. */
export class ToyRun {
  readonly space: SearchSpace;
  readonly observations: Observation[] = [];
  private readonly run: SimulatedRun;
  private clock = 0;

  /** @param filling the optimizer of the first trials, where it is another; `trials` says how many */
  constructor(
    optimizer: string,
    head: ObjectiveHead,
    filling?: { readonly optimizer: string; readonly trials: number },
  ) {
    const { settings, space } = settingsFor(head, { name: optimizer, arguments: {} }, LIMITS);
    const ask = askOf(optimizer, space, head);
    const fill = filling === undefined ? ask : askOf(filling.optimizer, space, head);
    const first = filling?.trials ?? 0;
    const either: Ask = (input) => (input.trials.completed.length < first ? fill(input) : ask(input));
    this.space = space;
    this.run = new SimulatedRun(either, space, settings);
  }

  /** Asks what to do next and does it; `isNew` tells a new configuration from the continuation of an old one. */
  step(): { readonly milliseconds: number; readonly isNew: boolean } {
    const { run } = this;
    const number = run.reserve(this.clock);
    const decision = run.decide(number);
    if (decision.kind === 'wait' || decision.kind === 'done') {
      throw new Error(`With one worker there is always something to evaluate; found ${decision.kind}`);
    }
    const { trial, config } = run.begin(this.clock, number, decision);
    const started = this.clock;
    const loss = toyLoss(this.space, config);
    this.clock += 1;
    run.report(this.clock, trial, { started, cost: 1, loss });
    this.observations.push({ config, loss });
    return { milliseconds: 1000 * (run.thinking.at(-1) ?? Number.NaN), isNew: decision.kind === 'sample' };
  }

  /** Goes on until it has thought of so many new configurations. @returns milliseconds that each took */
  timeSuggestions(count: number): readonly number[] {
    const readings: number[] = [];
    while (readings.length < count) {
      const { milliseconds, isNew } = this.step();
      readings.push(...(isNew ? [milliseconds] : []));
    }
    return readings;
  }

  /** Goes on until there are so many observations. */
  fill(observations: number): void {
    while (this.observations.length < observations) {
      this.step();
    }
  }
}
