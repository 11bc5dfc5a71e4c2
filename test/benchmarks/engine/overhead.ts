import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurement } from '../measurement.ts';
import { incumbent, writeRun } from './bench-run.ts';
import type { Sizes } from './sizes.ts';

const NOTES = 'calls.log';
const NAME = 'between two calls of a Python function';
const PROMISE = { at: 0.5, below: 5 };

const NOTING = `import os
import time

NOTES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "${NOTES}")


def objective(x):
    begun = time.time()
    with open(NOTES, "a") as notes:
        notes.write("%.6f %.6f\\n" % (begun, time.time()))
    return x
`;

/** The time in which the user's function does not run, from the end of one call to the beginning of the next. */
export async function measureOverhead(
  folder: string,
  { calls: count }: Sizes,
): Promise<readonly Measurement[]> {
  if (!hasPython()) {
    return [{ name: NAME, readings: [], promise: PROMISE, note: 'not measured, no python3 was found' }];
  }
  const run = await writeRun(
    join(folder, 'overhead'),
    { evaluate_pipeline: 'objective.py:objective', max_evaluations_total: count },
    { 'objective.py': NOTING },
  );
  await incumbent(['run', run.yaml]);
  const calls = readFileSync(join(run.folder, NOTES), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ').map(Number) as [number, number]);
  const readings = calls.slice(1).map(([begun], index) => {
    const [, ended] = calls[index] ?? [0, Number.NaN];
    return (begun - ended) * 1000;
  });
  return [{ name: NAME, readings, promise: PROMISE }];
}

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
