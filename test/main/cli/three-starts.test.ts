import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { RunStatus } from '#core/contract/run/status.ts';
import { size } from '#test/chaos/support/sizes.ts';
import { builtCommand, statusOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';

const search = searchesOfThisFile();

const REPETITIONS = size(50, 12);
const EVALUATIONS = 5;

it(`creates a root once and joins it twice when three starts meet, ${REPETITIONS} times over`, {
  timeout: 3_600_000,
}, async () => {
  const { yaml, root, folder } = search({ max_evaluations_total: EVALUATIONS });
  for (let repetition = 0; repetition < REPETITIONS; repetition++) {
    const calls = await Promise.all([1, 2, 3].map(() => builtCommand(['run', yaml, '--json'])));
    expect(calls.map(({ code, stderr }) => (code === 0 ? 0 : stderr))).toEqual([0, 0, 0]);
    const starts = calls.map(({ stdout }) => JSON.parse(stdout) as RunStatus & { launch: { how: string } });
    expect(starts.filter(({ launch }) => launch.how === 'created')).toHaveLength(1);
    expect(new Set(starts.map(({ run_id }) => run_id)).size).toBe(1);
    expect(starts.map(({ counts }) => counts.success)).toEqual([EVALUATIONS, EVALUATIONS, EVALUATIONS]);
    expect(readdirSync(join(root, 'results'))).toHaveLength(EVALUATIONS);
    rmSync(join(folder, 'results'), { recursive: true });
  }
});

it('overwrites once and joins twice when three starts with overwriting meet', async () => {
  const { yaml, root } = search({ max_evaluations_total: EVALUATIONS, overwrite_working_directory: true });
  await builtCommand(['run', yaml]);
  const before = (await statusOf(root)).run_id;
  const calls = await Promise.all([1, 2, 3].map(() => builtCommand(['run', yaml, '--yes', '--json'])));
  expect(calls.map(({ code, stderr }) => (code === 0 ? 0 : stderr))).toEqual([0, 0, 0]);
  const trash = calls.map(
    ({ stdout }) => (JSON.parse(stdout) as { launch: { trash: string | null } }).launch.trash,
  );
  expect(trash.filter((path) => path !== null)).toHaveLength(1);
  const status = await statusOf(root);
  expect(status.run_id).not.toBe(before);
  expect(status.counts.success).toBe(EVALUATIONS);
});
