import { spawnSync } from 'node:child_process';
import { optimizerOffers, resolveOptimizer } from '#core/optimizers/registry.ts';
import {
  OBJECTIVES,
  type ObjectiveSet,
  objectiveNames,
  serveCommand,
  serveTemplate,
} from './objective-list.ts';
import { startObjectiveServer } from './objective-server.ts';
import { type Contestant, settingsFor } from './objective-settings.ts';

/** Where the tables stop the clock: a share of the budget, above 1 a number of evaluations. */
const CHECKPOINTS = ['1', '60', '25', '0.25'];

/** What runs on what in a suite. */
export type Pairing = {
  readonly objective: string;
  readonly command: string;
  readonly contestant: Contestant;
};

/**
 * Every optimizer of this version on every objective that it can use. One that makes no use of priors is left out
 * where only they are new: its searches are those on the objective without them, and `score.py` counts them there.
 */
export async function suitePairings(
  set: ObjectiveSet,
  names: readonly string[],
): Promise<readonly Pairing[]> {
  const pairings: Pairing[] = [];
  for (const objective of objectiveNames(set)) {
    const command = serveCommand(serveTemplate(set), objective);
    const fitting = await fittingOptimizers(command);
    const wanted = fitting.filter((name) => names.length === 0 || names.includes(name));
    pairings.push(...wanted.map((name) => ({ objective, command, contestant: { name, arguments: {} } })));
  }
  return pairings;
}

async function fittingOptimizers(command: string): Promise<readonly string[]> {
  const server = await startObjectiveServer(command, 0);
  await server.close();
  const { space } = settingsFor(server.head, { name: 'auto', arguments: {} }, 0);
  const usable = optimizerOffers(space).filter(({ available, refusal }) => available && refusal === null);
  return usable
    .map(({ info }) => info.name)
    .filter((name) => {
      const { problems } = resolveOptimizer(space, { kind: 'named', name, arguments: {} });
      return problems.every(({ code }) => code !== 'optimizer-ignores-priors');
    });
}

/** Prints the tables of `score.py` for a file of results. */
export function printTables(file: string, set: ObjectiveSet): void {
  const own = set === 'own' ? ['--module', `${OBJECTIVES}learning_curves.py`] : [];
  for (const checkpoint of CHECKPOINTS) {
    spawnSync('python3', [`${OBJECTIVES}score.py`, file, '--at', checkpoint, ...own], { stdio: 'inherit' });
  }
}
