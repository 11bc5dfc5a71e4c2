import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Ask, AskDecision } from '#core/optimizers/optimizer.ts';
import { createRng } from '#core/space/rng.ts';
import { decisionProblems } from './decision-problems.ts';
import { type Begun, inputAfter, success, trialOf } from './simulate.ts';

const WORKERS = 4;
/** Of every so many trials one is never heard of again. */
const LOST = 7;

/**
 * A search by several workers, each of which knows the optimizer anew: two decide at the same time, results come in
 * any order, some trials never end.
 *
 * @returns what is wrong with the decisions, each with its trial number
 */
export function parallelProblems(create: () => Ask, space: SearchSpace, steps: number): readonly string[] {
  const rng = createRng(23, 1);
  const problems: string[] = [];
  let trials: Trial[] = [];
  for (let number = 1; number < steps; number += 2) {
    const numbers = [number, number + 1];
    const decisions = numbers.map((own) => {
      const reserved = numbers.filter((other) => other !== own);
      return create()({ ...inputAfter(trials, own, 5), reserved });
    });
    problems.push(...decisions.flatMap((decision, index) => at(numbers[index] ?? 0, decision, trials)));
    if (decisions.every(({ kind }) => kind === 'done')) {
      break;
    }
    if (decisions.every(({ kind }) => kind === 'wait') && !trials.some(isUnderWay)) {
      problems.push(`trial ${number}: every worker waits, though no trial is under way`);
      break;
    }
    decisions.forEach((decision, index) => {
      trials = begun(decision, { number: numbers[index] ?? 0, trials, space });
    });
    trials = ended(trials, (count) => rng.integer(count), number);
  }
  return problems;

  function at(number: number, decision: AskDecision, before: readonly Trial[]): readonly string[] {
    return decisionProblems(decision, space, before, 1).map((problem) => `trial ${number}: ${problem}`);
  }
}

function isUnderWay({ state }: Trial): boolean {
  return state === 'evaluating';
}

type Step = { readonly number: number; readonly trials: Trial[]; readonly space: SearchSpace };

/** Of two promotions of the same trial the second is lost, as in a run. */
function begun(decision: AskDecision, { number, trials, space }: Step): Trial[] {
  const begins = (one: AskDecision): one is Begun => one.kind === 'sample' || one.kind === 'promote';
  const isLost = decision.kind === 'promote' && trials.some(({ previous }) => previous === decision.from);
  return begins(decision) && !isLost ? [...trials, trialOf(decision, number, { trials, space })] : trials;
}

/** Ends trials under way, whichever, until a worker is free again. */
function ended(trials: readonly Trial[], pick: (count: number) => number, second: number): Trial[] {
  const open = trials.filter((trial, index) => isUnderWay(trial) && index % LOST !== LOST - 1);
  const ending = new Set<Trial>();
  for (const rest = [...open]; rest.length > WORKERS - 2; ) {
    ending.add(rest.splice(pick(rest.length), 1)[0] as Trial);
  }
  return trials.map((trial, index) =>
    ending.has(trial) ? { ...trial, ...success(Math.sin(index), second) } : trial,
  );
}
