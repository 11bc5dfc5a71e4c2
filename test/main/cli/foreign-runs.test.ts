import { cpSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { runStatusSchema } from '#core/contract/run/status.ts';
import { trialSchema } from '#core/contract/run/trial.ts';
import { command } from '#test/support/command-line.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const RUNS = [
  ['neps/v0.12.2/errors', 'neps-0.12', 16],
  ['neps/88b5747b/errors', 'neps-88b5747b', 16],
  ['neps/v0.13.0/bo', 'neps-0.13', 15],
  ['neps/v0.14.0/interrupted', 'neps-0.14', 8],
  ['neps/v0.15.0/import', 'neps-0.15', 5],
  ['neps/v0.16.0/priorband', 'neps-0.16', 40],
  ['optuna/journal.log#resnet', 'optuna-journal', 15],
  ['optuna/wal/storage.db', 'optuna-sqlite', 3],
] as const;

const data = mkdtempSync(join(tmpdir(), 'incumbent-test-'));
afterAll(() => removeFolder(data));
const env = { INCUMBENT_DATA: data };

describe('incumbent status and trials', () => {
  test.each(RUNS)('tell the same facts of %s', async (root, layout, count) => {
    const status = await command(['status', FIXTURES + root, '--json'], { env });
    const shown = runStatusSchema.parse(JSON.parse(status.stdout));
    expect(shown).toMatchObject({ layout, state: 'unknown' });
    const trials = await command(['trials', FIXTURES + root, '--format', 'jsonl'], { env });
    const lines = trials.stdout.trimEnd().split('\n');
    const states = lines.map((line) => trialSchema.parse(JSON.parse(line)).state);
    expect(states.length).toBe(count);
    for (const [state, number] of Object.entries(shown.counts)) {
      expect(states.filter((one) => one === state).length).toBe(number);
    }
    expect([status.code, trials.code, status.stderr, trials.stderr]).toEqual([0, 0, '', '']);
  });

  test('tell the curves that trials logged for TensorBoard, as the app shows them', async () => {
    const root = join(data, 'logged');
    cpSync(`${FIXTURES}neps/v0.12.2/errors`, root, { recursive: true });
    cpSync(`${FIXTURES}events`, join(root, 'results/config_1/tbevents'), { recursive: true });
    const { stdout, code } = await command(['trials', root, '--format', 'json'], { env });
    const curves = JSON.parse(stdout).filter((trial: object) => 'logged_curve' in trial);
    expect([code, curves]).toEqual([
      0,
      [
        expect.objectContaining({
          trial: '1',
          learning_curve: null,
          logged_curve: {
            name: 'loss',
            points: [
              [1, expect.any(Number)],
              [2, expect.any(Number)],
              [3, 0.125],
            ],
          },
        }),
      ],
    ]);
  });

  test('are tables too', async () => {
    const { stdout, code } = await command(['status', `${FIXTURES}neps/v0.16.0/errors`], { env });
    expect(code).toBe(0);
    expect(stdout).toContain('random_search');
    const trials = await command(['trials', `${FIXTURES}optuna/storage.db#trade-off`, '--format', 'csv'], {
      env,
    });
    expect(trials.stdout.split('\n').length).toBeGreaterThan(6);
  });
});

describe('a run of another program', () => {
  test.each([
    ['stop', []],
    ['resume', []],
    ['requeue', ['1']],
    ['delete', ['1']],
    ['enqueue', ['lr=0.1']],
  ] as const)('is not changed by `%s`, which says so', async (name, more) => {
    for (const root of ['neps/v0.16.0/errors', 'optuna/wal/storage.db']) {
      const { code, stderr } = await command([name, FIXTURES + root, ...more], { env });
      expect([code, stderr]).toEqual([3, expect.stringContaining('another program')]);
    }
  });

  test('in a storage of several is named, or the message names them', async () => {
    const { code, stderr } = await command(['status', `${FIXTURES}optuna/storage.db`], { env });
    expect(code).toBe(3);
    expect(stderr).toContain('found 2 studies: resnet, trade-off');
  });
});
