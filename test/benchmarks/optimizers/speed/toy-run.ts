import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type { Ask } from '#core/optimizers/optimizer.ts';
import { askFor } from '../ask-for.ts';
import type { ObjectiveHead } from '../objective-server.ts';
import { settingsFor } from '../objective-settings.ts';
import { SimulatedRun } from '../simulated-run.ts';
import { toyLoss } from './toy-objective.ts';

/** A finished evaluation. */
export type Observation = { readonly config: Config; readonly loss: number };

/** Of every toy run. */
export const LIMITS = { seed: 1, evaluations: null };

/** A run of one worker on a toy objective, trial after trial. */
export class ToyRun {
  readonly space: SearchSpace;
  readonly observations: Observation[] = [];
  private readonly run: SimulatedRun;
  private clock = 0;

  private constructor(space: SearchSpace, run: SimulatedRun) {
    this.space = space;
    this.run = run;
  }

  /** @param filling the optimizer of the first trials, where it is another; `trials` says how many */
  static async start(
    optimizer: string,
    head: ObjectiveHead,
    filling?: { readonly optimizer: string; readonly trials: number },
  ): Promise<ToyRun> {
    const askOf = (name: string) =>
      askFor(settingsFor(head, { name, arguments: {} }, LIMITS).settings.optimizer, space);
    const { settings, space } = settingsFor(head, { name: optimizer, arguments: {} }, LIMITS);
    const ask = await askOf(optimizer);
    const fill = filling === undefined ? ask : await askOf(filling.optimizer);
    const first = filling?.trials ?? 0;
    const either: Ask = (input) => (input.trials.completed.length < first ? fill(input) : ask(input));
    return new ToyRun(space, new SimulatedRun(either, space, settings));
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
