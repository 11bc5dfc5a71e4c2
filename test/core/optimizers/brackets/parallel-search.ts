import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Ask, AskDecision, AskInput } from '#core/optimizers/optimizer.ts';
import { failure, inputAfter, success, trialOf } from '#test/core/optimizers/simulate.ts';
import { fc } from '#test/support/fast-check.ts';

/** How a trial under way may end, or be lost: its worker died and it is to be evaluated again. */
export type Ending = number | 'NaN' | 'Infinity' | '-Infinity' | 'failed' | 'crashed' | 'lost';

/** What happens next in a run of many workers. */
export type Happening =
  | { readonly kind: 'ask'; readonly workers: number }
  | { readonly kind: 'end'; readonly which: number; readonly as: Ending };

/** One decision with all that was known when it was made. */
export type Decided = { readonly input: AskInput; readonly decision: AskDecision };

const ending: fc.Arbitrary<Ending> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.constantFrom('NaN', 'Infinity', '-Infinity', 'failed', 'crashed', 'lost') },
);

/** Workers that come and go: more ends than begin, so that some trials reach the top; stragglers never end. */
export const happenings: fc.Arbitrary<readonly Happening[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('ask' as const), workers: fc.integer({ min: 1, max: 5 }) }),
    fc.record({ kind: fc.constant('end' as const), which: fc.nat(), as: ending }),
    fc.record({ kind: fc.constant('end' as const), which: fc.nat(), as: ending }),
  ),
  { minLength: 20, maxLength: 200, size: 'max' },
);

function changesOf(as: Ending, second: number): Partial<Trial> {
  switch (as) {
    case 'lost':
      return { state: 'pending' };
    case 'failed':
    case 'crashed':
      return failure(as, second);
    default:
      return success(as, second);
  }
}

/** A run in memory to which things happen. Results come in any order: those of `which`, counted among the open ones. */
export class ParallelSearch {
  trials: readonly Trial[] = [];
  readonly decided: Decided[] = [];
  private number = 0;
  private second = 0;
  private readonly create: () => Ask;
  private readonly space: SearchSpace;
  private readonly lossOnError: number | null;

  constructor(create: () => Ask, space: SearchSpace, lossOnError: number | null = null) {
    this.create = create;
    this.space = space;
    this.lossOnError = lossOnError;
  }

  happen(happening: Happening): void {
    if (happening.kind === 'ask') {
      this.ask(happening.workers);
    } else {
      this.end(happening.which, happening.as);
    }
  }

  /** Several workers, each of which knows the optimizer anew, decide on the same trials; then all of them begin. */
  ask(workers: number): void {
    const numbers = Array.from({ length: workers }, () => {
      this.number += 1;
      return this.number;
    });
    const decided = numbers.map((number): Decided => {
      const reserved = numbers.filter((other) => other !== number);
      const onError = { loss: this.lossOnError, cost: null };
      const input = { ...inputAfter(this.trials, number), reserved, onError };
      return { input, decision: this.create()(input) };
    });
    this.decided.push(...decided);
    for (const { input, decision } of decided) {
      if (decision.kind === 'sample' || decision.kind === 'promote') {
        const trial = trialOf(decision, input.number, { trials: this.trials, space: this.space });
        this.trials = [...this.trials, trial];
      }
    }
  }

  /** @param which of the trials under way, in the order in which they began; −1 is the last */
  end(which: number, as: Ending): void {
    const open = this.trials.filter(({ state }) => state === 'evaluating' || state === 'pending');
    const ended = open.at(which % Math.max(open.length, 1));
    this.second += 1;
    const changes = changesOf(as, this.second);
    this.trials = this.trials.map((trial) => (trial === ended ? { ...trial, ...changes } : trial));
  }
}
