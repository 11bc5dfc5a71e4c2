import type { Config } from '#core/contract/value.ts';
import { askFor } from './ask-for.ts';
import type { Contestant } from './contestant.ts';
import {
  type Evaluation,
  type ObjectiveHead,
  type ObjectiveServer,
  startObjectiveServer,
} from './objective-server.ts';
import { mostEvaluations, settingsFor } from './objective-settings.ts';
import { Refusal } from './refusal.ts';
import { type Begun, SimulatedRun } from './simulated-run.ts';

/** One search to run: everything that its outcome depends on. */
export type SearchTask = {
  readonly command: string;
  readonly objective: string;
  readonly contestant: Contestant;
  readonly seed: number;
  readonly workers: number;
  /** At most this many evaluations, fewer where the objective allows fewer; null leaves it to the objective. */
  readonly evaluations: number | null;
};

/** One search that was run. Trials are in the order in which their evaluations ended. */
export type SearchResult = {
  readonly trials: readonly { readonly config: Config }[];
  /** Cost charged, in full evaluations. */
  readonly spent: number;
  /** Seconds that each decision took, in their order. */
  readonly thinking: readonly number[];
};

type UnderWay = Begun & { readonly started: number; readonly until: number; readonly evaluation: Evaluation };

/**
 * Runs one search against an objective server.
 *
 * @throws {Refusal} where the server serves something else or the optimizer can't be had for the space
 */
export async function search(task: SearchTask): Promise<SearchResult> {
  const server = await startObjectiveServer(task.command, task.seed);
  try {
    const { head } = server;
    if (head.objective !== task.objective) {
      throw new Refusal(`\`${task.command}\` serves ${head.objective}, not ${task.objective}.`);
    }
    const { settings, space } = settingsFor(head, task.contestant, task);
    const ask = await askFor(settings.optimizer, space);
    return await simulate(new SimulatedRun(ask, space, settings), task, server);
  } finally {
    await server.close();
  }
}

/** The search as it stands. */
type Progress = {
  clock: number;
  begun: number;
  spent: number;
  isDone: boolean;
  readonly underWay: UnderWay[];
};

/**
 * Workers are simulated: an evaluation takes its charged cost; those who are free at the same moment reserve together
 * and decide one after the other; each sees what the others have under way.
 */
async function simulate(run: SimulatedRun, task: SearchTask, server: ObjectiveServer): Promise<SearchResult> {
  const progress: Progress = { clock: 0, begun: 0, spent: 0, isDone: false, underWay: [] };
  const trials: { config: Config }[] = [];
  while (await occupyWorkers(run, { task, server, progress })) {
    const ended = takeFirst(progress.underWay);
    progress.clock = ended.until;
    const { charged: cost } = ended.evaluation;
    run.report(progress.clock, ended.trial, { started: ended.started, cost, ...ended.evaluation });
    trials.push({ config: ended.config });
  }
  return { trials, spent: progress.spent, thinking: run.thinking };
}

type Search = { readonly task: SearchTask; readonly server: ObjectiveServer; readonly progress: Progress };

/** Gives every free worker something to do. @returns whether anything is under way */
async function occupyWorkers(run: SimulatedRun, { task, server, progress }: Search): Promise<boolean> {
  const numbers = Array.from({ length: mayBegin(server.head, task, progress) }, () =>
    run.reserve(progress.clock),
  );
  for (const number of numbers) {
    const decision = run.decide(number);
    if (decision.kind === 'wait' || decision.kind === 'done') {
      progress.isDone ||= decision.kind === 'done';
      run.release(progress.clock, number);
      continue;
    }
    const begun = run.begin(progress.clock, number, decision);
    const evaluation = await server.evaluate(begun.config);
    progress.begun += 1;
    progress.spent = evaluation.spent;
    const until = progress.clock + evaluation.charged;
    progress.underWay.push({ ...begun, started: progress.clock, until, evaluation });
  }
  if (progress.underWay.length === 0 && numbers.length > 0 && !progress.isDone) {
    throw new Error('The optimizer waits although nothing is under way.');
  }
  return progress.underWay.length > 0;
}

/** How many evaluations may begin now. */
function mayBegin(head: ObjectiveHead, task: SearchTask, progress: Progress): number {
  const isSpent = typeof head.budget === 'number' && progress.spent >= head.budget - 1e-9;
  if (isSpent || progress.isDone) {
    return 0;
  }
  const most = mostEvaluations(head, task) ?? Number.POSITIVE_INFINITY;
  return Math.max(0, Math.min(task.workers - progress.underWay.length, most - progress.begun));
}

/** Takes out the evaluation that ends first, the one begun first among equals. */
function takeFirst(underWay: UnderWay[]): UnderWay {
  const first = underWay.reduce((a, b) => (b.until < a.until ? b : a));
  underWay.splice(underWay.indexOf(first), 1);
  return first;
}
