import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type PreparedRoot, prepareRoot } from '#core/launch/prepare-root.ts';
import { readRun } from '#core/launch/read-run.ts';
import { readyRun } from '#core/launch/ready-run.ts';
import { systemClock } from '#core/platform/clock.ts';
import { searchFolder } from '#test/support/command-line.ts';

const HOME = '/users/nobody';
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    rmSync(folder, { recursive: true, force: true });
  }
});

function search(settings: Readonly<Record<string, unknown>> = {}) {
  const made = searchFolder(settings);
  folders.push(made.folder);
  return made;
}

/** Prepares the root of a YAML, as a start of its own. */
async function prepare(yaml: string, text: string): Promise<Extract<PreparedRoot, { kind: 'ready' }>> {
  const source = { text, file: yaml, workingDirectory: '/', set: [], home: HOME, env: process.env };
  const prepared = await prepareRoot({
    run: readyRun(await readRun(source)),
    wish: { kind: 'continue' },
    launch: {
      at: new Date().toISOString(),
      host: 'here',
      by: 'a test',
      version: '0',
      workers: 1,
      set: [],
      file: yaml,
      yaml: text,
    },
    begunAt: new Date(),
    home: HOME,
    clock: systemClock,
  });
  if (prepared.kind !== 'ready') {
    throw new Error('expected a root that is ready');
  }
  return prepared;
}

const TEXT = `
evaluate_pipeline: objective.mjs:objective
pipeline_space: {x: [0.0, 1.0]}
root_directory: results
optimizer: random_search
max_evaluations_total: 4
`;

describe('continuing a run', () => {
  it('stores paths resolved, as creating it does', async () => {
    const { yaml, folder } = search();
    const created = await prepare(yaml, TEXT);
    const continued = await prepare(yaml, `${TEXT}incumbent: {python: .venv/bin/python}\n`);
    expect(continued.how).toBe('continued');
    const { settings } = continued.record;
    expect(settings.evaluate_pipeline).toEqual(created.record.settings.evaluate_pipeline);
    expect(settings.evaluate_pipeline).toMatchObject({ file: join(folder, 'objective.mjs') });
    expect(settings.incumbent.python).toBe(join(folder, '.venv', 'bin', 'python'));
  });
});
