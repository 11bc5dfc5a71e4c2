import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { command, evaluationsIn, NOTING, trialsOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';

type Settings = Readonly<Record<string, unknown>>;

/** Runs for the tests of one file, as people steer them from the command line. */
export function steeredRunsOfThisFile() {
  const search = searchesOfThisFile();
  return {
    search,
    /** A search whose evaluations last until the file `hold` is removed. */
    heldSearch(settings: Settings = {}) {
      const made = search({ max_evaluations_total: 3, ...settings }, { 'objective.mjs': NOTING, hold: '' });
      return { ...made, letGo: () => rmSync(join(made.folder, 'hold'), { force: true }) };
    },
    /** A run that has completed its three evaluations. */
    async finishedRun(settings: Settings = {}) {
      const made = search({ max_evaluations_total: 3, ...settings });
      expect((await command(['run', made.yaml])).code).toBe(0);
      return made;
    },
  };
}

/** Waits until so many evaluations have begun. */
export function begun(folder: string, count: number): Promise<unknown> {
  return waitUntil(() => evaluationsIn(folder).filter(([word]) => word === 'begin').length >= count);
}

export async function statesOf(root: string): Promise<readonly (readonly [trial: string, state: string])[]> {
  return (await trialsOf(root)).map(({ trial, state }) => [trial, state]);
}

/** The trials in the order of the text file. */
export function writtenTrials(root: string): readonly string[] {
  const text = readFileSync(join(root, 'all_losses_and_configs.txt'), 'utf8');
  return [...text.matchAll(/^Config ID: (.+)$/gm)].map(([, id = '']) => id);
}
