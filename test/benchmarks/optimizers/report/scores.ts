import { execFile } from 'node:child_process';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { removeFolder } from '#test/support/remove-folder.ts';
import { moduleArguments, OBJECTIVES, type ObjectiveSet } from '../objective-list.ts';
import type { Trajectories } from './trajectories.ts';

const interval = z.tuple([z.number(), z.number()]);

const rowSchema = z.object({
  objectives: z.number(),
  seeds: z.number(),
  log10: z.number(),
  log10_ci: interval,
  rank: z.number(),
  rank_ci: interval,
  of: z.number(),
});
export type ScoreRow = z.infer<typeof rowSchema>;

/** The optimizers of one group of objectives at one checkpoint, by name; references are named `tool:optimizer`. */
export type GroupScores = ReadonlyMap<string, ScoreRow>;

/** Enough for intervals of two digits. */
const RESAMPLES = '400';

/** Runs `score.py` on searches of one worker. @returns the scores by group */
export async function scoresAt(
  checkpoint: number,
  trajectories: Trajectories,
  set: ObjectiveSet,
): Promise<ReadonlyMap<string, GroupScores>> {
  const folder = await mkdtemp(join(tmpdir(), 'incumbent-scores-'));
  const [input, output] = [join(folder, 'runs.json'), join(folder, 'scores.json')];
  try {
    await writeFile(input, JSON.stringify(trajectories));
    const options = [
      '--bootstrap',
      RESAMPLES,
      '--at',
      String(checkpoint),
      '--json',
      output,
      ...moduleArguments(set),
    ];
    await promisify(execFile)('python3', [`${OBJECTIVES}score.py`, input, ...options]);
    return readScores(await readFile(output, 'utf8'), trajectories.name);
  } finally {
    removeFolder(folder);
  }
}

/** Ours are marked `> name optimizer`. */
function readScores(text: string, name: string): ReadonlyMap<string, GroupScores> {
  const groups = z.record(z.string(), z.record(z.string(), z.unknown())).parse(JSON.parse(text));
  return new Map(
    Object.entries(groups).map(([group, { pairs: _, ...rows }]) => [
      group,
      new Map(
        Object.entries(rows).map(([key, row]) => [key.replace(`> ${name} `, ''), rowSchema.parse(row)]),
      ),
    ]),
  );
}
