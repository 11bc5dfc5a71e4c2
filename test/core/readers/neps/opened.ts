import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Trial } from '#core/contract/run/trial.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { OpenedRun } from '#core/readers/reader.ts';
import { READERS } from '#core/readers/registry.ts';

const FIXTURES = fileURLToPath(new URL('../../../fixtures/neps/', import.meta.url));

/** `v0.16.0/errors` and so on: every run directory that the library wrote. */
export const FIXTURE_NAMES: readonly string[] = readdirSync(FIXTURES).flatMap((version) =>
  readdirSync(FIXTURES + version).map((name) => `${version}/${name}`),
);

export function fixture(name: string): string {
  return FIXTURES + name;
}

/** Opens a run, looks, and closes it. */
export async function looking<T>(root: string, look: (run: OpenedRun) => T | Promise<T>): Promise<T> {
  const run = await READERS.open(root, { clock: systemClock });
  try {
    return await look(run);
  } finally {
    run.close();
  }
}

/** The trials of a run, by id. */
export async function trialsOf(root: string): Promise<ReadonlyMap<string, Trial>> {
  return await looking(root, (run) => new Map(run.trials().map((trial) => [trial.trial, trial])));
}
