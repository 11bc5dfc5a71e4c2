import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Ask, AskDecision } from '#core/optimizers/optimizer.ts';
import { createRng } from '#core/space/rng.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { configProblems } from '#core/space/validate-config.ts';
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

type Decided<Kind extends AskDecision['kind']> = AskDecision & { readonly kind: Kind };

function sampleProblems({ config, fidelity }: Decided<'sample'>, space: SearchSpace): string[] {
  const resource = fidelityOf(space);
  const inConfig = resource === null ? null : config[resource.name];
  const isInOrder = Object.keys(config).join() === space.map(({ name }) => name).join();
  return [
    ...configProblems(space, config),
    ...(inConfig === fidelity ? [] : [`names the fidelity ${fidelity}, its configuration has ${inConfig}`]),
    ...(isInOrder ? [] : ['has its parameters in another order than the space']),
  ];
}

function promoteProblems({ from, rung, fidelity }: Decided<'promote'>, before: readonly Trial[]): string[] {
  const source = before.find(({ trial }) => trial === from);
  const isPromotable = source?.state === 'success' && before.every(({ previous }) => previous !== from);
  const goesUp = (source?.rung ?? -1) < rung && (source?.fidelity ?? 0) < fidelity;
  return [
    ...(isPromotable ? [] : [`promotes ${from}, which is no success or was promoted before`]),
    ...(goesUp ? [] : [`promotes ${from} to rung ${rung} and fidelity ${fidelity}, which are no higher`]),
  ];
}

/**
 * What is wrong with a decision by itself and by the trials before it; empty where nothing is.
 *
 * @param others how many others decide at the same time: their decisions can be waited for too
 */
export function decisionProblems(
  decision: AskDecision,
  space: SearchSpace,
  before: readonly Trial[],
  others = 0,
): readonly string[] {
  switch (decision.kind) {
    case 'sample':
      return sampleProblems(decision, space);
    case 'promote':
      return promoteProblems(decision, before);
    case 'wait':
      return others > 0 || before.some(({ state }) => state === 'evaluating')
        ? []
        : ['waits, though no trial is under way whose end it could wait for'];
    case 'done':
      return decision.because === '' ? ['is done without a reason'] : [];
  }
}
