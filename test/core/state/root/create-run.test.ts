import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { SearchSpace } from '#core/contract/space.ts';
import { changeRunRecord } from '#core/state/journal/change-record.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { inspectRoot } from '#core/state/root/inspect-root.ts';
import { readRunRecord } from '#core/state/root/run-record.ts';
import { recordOf, temporaryFolder } from '../run-fixture.ts';

const KINDS: SearchSpace = [
  {
    kind: 'float',
    name: 'rate',
    lower: 1e-5,
    upper: 1,
    log: true,
    prior: 1,
    prior_confidence: 'low',
    is_fidelity: false,
  },
  {
    kind: 'integer',
    name: 'width',
    lower: 1,
    upper: 8,
    log: false,
    prior: null,
    prior_confidence: null,
    is_fidelity: false,
  },
  {
    kind: 'categorical',
    name: 'mixed',
    choices: [1, 2, 'no'],
    choice_kinds: ['integer', 'float', 'string'],
    prior: 2,
    prior_confidence: 'high',
  },
  { kind: 'constant', name: 'depth', value: 8, value_kind: 'float' },
];

let folder: { readonly path: string; remove(): void };

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

describe('creating a run', () => {
  it('makes the parents and a record that reads back the same', async () => {
    const root = join(folder.path, 'deep', 'er', 'run');
    const record = recordOf({ launches: [launch()] });
    expect(await createRun(root, record)).toBe('created');
    expect(await readRunRecord(root)).toEqual(record);
    expect(readdirSync(root).sort()).toEqual(['.incumbent', 'results']);
  });

  it('writes the numbers of the space in their kinds', async () => {
    await createRun(folder.path, recordOf({ space: [...KINDS] }));
    const text = readFileSync(join(folder.path, '.incumbent', 'run.yaml'), 'utf8');
    const numbers = [...text.matchAll(/^ +(lower|upper|prior|value|choices): (.+)$/gm)].map(
      ([, key, value]) => `${key} ${value}`,
    );
    expect(numbers).toEqual([
      ...['lower 1.0e-05', 'upper 1.0', 'prior 1.0'],
      ...['lower 1', 'upper 8', 'prior null'],
      ...['choices [1, 2.0, "no"]', 'prior 2.0'],
      'value 8.0',
    ]);
    expect((await readRunRecord(folder.path)).space).toEqual(KINDS);
  });

  it('leaves a run that is there as it is, and other files alone', async () => {
    writeFileSync(join(folder.path, 'notes.txt'), 'mine');
    await createRun(folder.path, recordOf({ run_id: 'first' }));
    expect(await createRun(folder.path, recordOf({ run_id: 'second' }))).toBe('exists');
    expect((await readRunRecord(folder.path)).run_id).toBe('first');
    expect(readdirSync(folder.path).sort()).toEqual(['.incumbent', 'notes.txt', 'results']);
  });

  it('succeeds for exactly one of many processes at the same moment, and leaves nothing of the others', async () => {
    const script = fileURLToPath(new URL('../race-create.ts', import.meta.url));
    for (const round of [1, 2, 3]) {
      const root = join(folder.path, `run-${round}`);
      const children = Array.from({ length: 6 }, () =>
        fork(script, [root], { execArgv: ['--import', 'tsx'] }),
      );
      await Promise.all(children.map((child) => once(child, 'message')));
      const answers = children.map((child) => once(child, 'message'));
      for (const child of children) {
        child.send(Date.now() + 100);
      }
      const outcomes = (await Promise.all(answers)).map(([outcome]) => outcome);
      expect(outcomes.filter((outcome) => outcome === 'created')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(5);
      const winner = children[outcomes.indexOf('created')]?.pid;
      expect((await readRunRecord(root)).run_id).toBe(String(winner));
      expect(readdirSync(root).sort()).toEqual(['.incumbent', 'results']);
    }
  }, 1_800_000);

  it('loses no change of the record when several come at once', async () => {
    await createRun(folder.path, recordOf());
    const changes = Array.from({ length: 8 }, (_, index) =>
      changeRunRecord(folder.path, (record) => ({
        ...record,
        launches: [...record.launches, { ...launch(), by: String(index) }],
      })),
    );
    await Promise.all(changes);
    const { launches } = await readRunRecord(folder.path);
    expect(launches.map(({ by }) => by).sort()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7']);
  });
});

describe('looking at a root', () => {
  it('tells what stands there', async () => {
    expect(await inspectRoot(join(folder.path, 'nowhere'))).toEqual({ kind: 'missing' });
    expect(await inspectRoot(folder.path)).toEqual({ kind: 'empty' });
    mkdirSync(join(folder.path, '..incumbent.123-abc'));
    expect(await inspectRoot(folder.path)).toEqual({ kind: 'empty' });
    writeFileSync(join(folder.path, 'notes.txt'), 'mine');
    expect(await inspectRoot(folder.path)).toEqual({ kind: 'other-directory', entries: ['notes.txt'] });
    expect(await inspectRoot(join(folder.path, 'notes.txt'))).toEqual({ kind: 'not-a-directory' });
    mkdirSync(join(folder.path, 'configs'));
    expect(await inspectRoot(folder.path)).toMatchObject({ kind: 'foreign-run' });
    await createRun(folder.path, recordOf());
    expect(await inspectRoot(folder.path)).toEqual({ kind: 'run' });
  });

  it('names a newer format and a record that cannot be read', async () => {
    await createRun(folder.path, recordOf());
    const path = join(folder.path, '.incumbent', 'run.yaml');
    const text = readFileSync(path, 'utf8');
    expect(parse(text).format).toBe(1);
    writeFileSync(path, text.replace('format: 1', 'format: 2'));
    expect(await inspectRoot(folder.path)).toMatchObject({
      kind: 'broken-run',
      problem: { code: 'root-format-unknown', details: { format: 2 } },
    });
    writeFileSync(path, '{');
    expect(await inspectRoot(folder.path)).toMatchObject({ kind: 'broken-run', problem: { code: 'io' } });
  });
});

function launch() {
  return {
    at: '2026-01-31T12:00:00.000Z',
    host: 'here',
    by: 'test',
    version: '0.1.0',
    workers: 2,
    set: ['max_evaluations_total=20'],
    file: null,
    yaml: 'pipeline_space:\n  rate: [1.0e-4, 8.0]\n# a comment\n',
  };
}
