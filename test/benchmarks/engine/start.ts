import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Measurement } from '../measurement.ts';
import { incumbent, writeRun } from './bench-run.ts';
import type { Sizes } from './sizes.ts';
import { runWorkerProcess } from './worker-process.ts';

const NOTES = 'begun.log';

const NOTING = `import { appendFileSync } from 'node:fs';
export function objective({ x }) {
  appendFileSync(new URL('./${NOTES}', import.meta.url), \`\${Date.now()}\\n\`);
  return x;
}
`;

/** From the start of a worker process to the first line of the function that it evaluates, in JavaScript. */
export async function measureStart(folder: string, { starts }: Sizes): Promise<readonly Measurement[]> {
  const run = await writeRun(
    join(folder, 'start'),
    { max_evaluations_total: starts + 1, max_evaluations_per_run: 1 },
    { 'objective.mjs': NOTING },
  );
  await incumbent(['run', run.yaml]);
  const readings: number[] = [];
  for (let start = 0; start < starts; start += 1) {
    const begun = Date.now();
    await runWorkerProcess(run.root, `start-${start}`);
    const noted = readFileSync(join(run.folder, NOTES), 'utf8').trimEnd().split('\n');
    readings.push(Number(noted.at(-1)) - begun);
  }
  return [
    { name: 'start of a worker → first evaluation (JavaScript)', readings, promise: { at: 0.5, below: 400 } },
  ];
}
