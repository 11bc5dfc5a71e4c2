import { resolve } from 'node:path';
import type { LoggedSeries } from '#core/analysis/charts/learning-curve.ts';
import { trialFields } from '#core/analysis/query/fields.ts';
import { readQuery } from '#core/analysis/query/read-query.ts';
import { IncumbentError } from '#core/contract/errors.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { systemClock } from '#core/platform/clock.ts';
import type { OpenedRun, ReaderContext } from '#core/readers/reader.ts';
import { foreignCache } from '#core/readers/registry.ts';
import { notesPlace } from '#core/readers/run-key.ts';
import { createNotesReader } from '#core/state/trials/trial-notes.ts';
import { withRun } from '../procedures/with-run.ts';
import { loggedCurves } from '../trials/trial-scalars.ts';

/**
 * The status of a run of any layout, now.
 *
 * @param dataDirectory - the app's own folder, for what was read of runs of other programs
 * @throws IncumbentError `root-not-a-run`
 */
export async function readStatus(root: string, dataDirectory: string | null = null): Promise<RunStatus> {
  return await withRun(resolve(root), contextOf(dataDirectory), (run) => run.status());
}

function contextOf(dataDirectory: string | null): ReaderContext {
  const cacheDirectory = dataDirectory === null ? null : foreignCache(dataDirectory);
  return { clock: systemClock, cacheDirectory };
}

export type Reading = {
  /** A query (docs/watching.md, Queries); null: all of them. */
  readonly where: string | null;
  /** The app's own folder, for notes on runs of other programs and for what was read of them. */
  readonly dataDirectory: string;
};

type TrialsRead = { readonly trials: readonly Trial[]; readonly space: SearchSpace };

/**
 * The trials of a run of any layout, oldest first: all of them, or those that match a query.
 *
 * @throws IncumbentError `root-not-a-run`; `usage` for a query that cannot be read
 */
export async function readTrials(root: string, reading: Reading | null = null): Promise<TrialsRead> {
  return await withRun(resolve(root), contextOf(reading?.dataDirectory ?? null), (run) =>
    wanted(run, reading),
  );
}

async function wanted(run: OpenedRun, reading: Reading | null): Promise<TrialsRead> {
  const { where = null, dataDirectory = '' } = reading ?? {};
  const trials = where === null ? run.trials() : await matching(run, where, dataDirectory);
  return { trials, space: run.facts().space ?? [] };
}

/**
 * As {@link readTrials}, with the learning curves, by trial, that those without one of their own logged for TensorBoard.
 *
 * @throws IncumbentError as {@link readTrials} does
 */
export async function readTrialsAndCurves(
  root: string,
  reading: Reading,
): Promise<TrialsRead & { readonly curves: ReadonlyMap<string, LoggedSeries> }> {
  return await withRun(resolve(root), contextOf(reading.dataDirectory), async (run) => {
    const read = await wanted(run, reading);
    return { ...read, curves: await loggedCurves(run, read.trials) };
  });
}

async function matching(run: OpenedRun, where: string, dataDirectory: string): Promise<readonly Trial[]> {
  const noted = (await createNotesReader(notesPlace(run, dataDirectory)).read()) ?? [];
  const notes = new Map(noted.map((note) => [note.trial, note]));
  const trials = run.trials();
  const read = readQuery(where, trialFields({ space: run.facts().space, trials, notes }));
  if (read.kind === 'problem') {
    const { from, message } = read.problem;
    throw new IncumbentError('usage', `--where, column ${from + 1}: ${message}`, { where, column: from + 1 });
  }
  const { test } = read;
  return test === null ? trials : trials.filter(test);
}
