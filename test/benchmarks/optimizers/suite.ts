import { spawnSync } from 'node:child_process';
import { optimizerOffers, resolveOptimizer } from '#core/optimizers/registry.ts';
import { type Contestant, labelOf } from './contestant.ts';
import {
  moduleArguments,
  OBJECTIVES,
  type ObjectiveSet,
  objectiveNames,
  serveCommand,
  serveTemplate,
} from './objective-list.ts';
import { type ObjectiveHead, startObjectiveServer } from './objective-server.ts';
import { settingsFor } from './objective-settings.ts';
import { Refusal } from './refusal.ts';

/** Where the tables stop the clock: a share of the budget, above 1 a number of evaluations. */
const CHECKPOINTS = ['1', '60', '25', '0.25'];

/** What runs on what in a suite. */
export type Pairing = {
  readonly objective: string;
  readonly command: string;
  readonly contestant: Contestant;
};

type Entrants = {
  readonly set: ObjectiveSet;
  readonly objective: readonly string[];
  readonly optimizer: readonly Contestant[];
};

/**
 * Every optimizer of this version, or those that are named, on every objective that it can use. One that makes no use
 * of priors is left out where only they are new: its searches are those on the objective without them, and `score.py`
 * counts them there.
 */
export async function suitePairings({ set, objective, optimizer }: Entrants): Promise<readonly Pairing[]> {
  const wanted = objectiveNames(set).filter((name) => objective.length === 0 || objective.includes(name));
  const pairings: Pairing[] = [];
  for (const one of wanted) {
    const command = serveCommand(serveTemplate(set), one);
    const head = await headOf(command);
    const entrants = optimizer.length === 0 ? everyOptimizer(head) : optimizer;
    const fitting = entrants.filter((contestant) => isFitting(contestant, head));
    pairings.push(...fitting.map((contestant) => ({ objective: one, command, contestant })));
  }
  const lost = optimizer.filter((one) => !pairings.some(({ contestant }) => contestant === one));
  if (lost.length > 0) {
    throw new Refusal(`No objective of the suite is one for ${lost.map(labelOf).join(' or ')}.`);
  }
  return pairings;
}

async function headOf(command: string): Promise<ObjectiveHead> {
  const server = await startObjectiveServer(command, 0);
  await server.close();
  return server.head;
}

const NO_LIMITS = { seed: 0, evaluations: null };

function everyOptimizer(head: ObjectiveHead): readonly Contestant[] {
  const { space } = settingsFor(head, { name: 'auto', arguments: {} }, NO_LIMITS);
  return optimizerOffers(space)
    .filter(({ refusal }) => refusal === null)
    .map(({ info }) => ({ name: info.name, arguments: {} }));
}

function isFitting(contestant: Contestant, head: ObjectiveHead): boolean {
  const { settings, space } = settingsFor(head, contestant, NO_LIMITS);
  const { resolved, problems } = resolveOptimizer(space, settings.optimizer);
  return resolved !== null && problems.every(({ code }) => code !== 'optimizer-ignores-priors');
}

/** Prints the tables of `score.py` for a file of results. */
export function printTables(file: string, set: ObjectiveSet): void {
  for (const checkpoint of CHECKPOINTS) {
    spawnSync('python3', [`${OBJECTIVES}score.py`, file, '--at', checkpoint, ...moduleArguments(set)], {
      stdio: 'inherit',
    });
  }
}
