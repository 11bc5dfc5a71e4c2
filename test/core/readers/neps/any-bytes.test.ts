import {
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { trialSchema } from '#core/contract/run/trial.ts';
import { systemClock } from '#core/platform/clock.ts';
import { readPythonYaml } from '#core/readers/neps/python/python-yaml.ts';
import { READERS } from '#core/readers/registry.ts';
import { fc } from '#test/support/fast-check.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { FIXTURE_NAMES, fixture, looking, trialsOf } from './opened.ts';

const folder = folderWith({});
afterAll(() => removeFolder(folder));
let copies = 0;

function copyOf(name: string): string {
  copies += 1;
  const copy = join(folder, `run-${copies}`);
  cpSync(fixture(name), copy, { recursive: true });
  return copy;
}

/** Every file and directory with its size and times: what reading must leave alone. */
function listing(root: string): readonly unknown[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const { ino, mtimeMs, ctimeMs, size } = statSync(join(root, name));
      return [name, ino, mtimeMs, ctimeMs, size];
    });
}

test.each(FIXTURE_NAMES)('opening %s writes nothing and takes no lock', async (name) => {
  const root = copyOf(name);
  const before = listing(root);
  await looking(root, (run) => run.refresh('files'));
  expect(listing(root)).toEqual(before);
});

describe('whatever a file holds', () => {
  const files = ['config.yaml', 'metadata.json', 'report.yaml', 'previous_trial_id.txt'];
  const old = ['config.yaml', 'metadata.yaml', 'result.yaml', 'error.yaml', 'previous_config.id'];
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .constantFrom(
        '&a [*a, *a]',
        '{}',
        '[]',
        'null',
        '- - -',
        '? {',
        '!!python/name:os.system x',
        '\u0000',
        '{"state": 5}',
      )
      .map((text) => Buffer.from(text)),
    fc.constant(Buffer.from(`a: ${'['.repeat(5000)}`)),
    fc.constant(Buffer.from(`a: &x [1]\nb: &y [${'*x, '.repeat(50)}]\nc: [${'*y, '.repeat(50)}]\n`)),
    fc.constant(Buffer.from('__proto__: {polluted: 1}\nconstructor: 2\nx: 1\n')),
  );

  test.each([
    ['v0.16.0/errors', 'configs', files],
    ['88b5747b/errors', 'configs', files],
    ['v0.12.2/errors', 'results', old],
  ] as const)('in %s, its neighbours are read as ever', async (name, trials, names) => {
    const whole = await trialsOf(fixture(name));
    const root = copyOf(name);
    const directory = join(root, trials, 'config_4');
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...names), bytes, async (file, content) => {
        const path = join(directory, file);
        writeFileSync(path, content);
        const read = await trialsOf(root);
        cpSync(join(fixture(name), trials, 'config_4'), directory, { recursive: true });
        for (const [id, trial] of whole) {
          if (id !== '4') {
            expect(read.get(id)).toEqual(trial);
          }
        }
        for (const trial of read.values()) {
          trialSchema.parse(trial);
        }
      }),
      { numRuns: 60 },
    );
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  test.each(['optimizer_info.yaml', 'shared_errors.jsonl'])(
    'in %s, trials are read as ever',
    async (file) => {
      const whole = await trialsOf(fixture('v0.16.0/priorband'));
      const root = copyOf('v0.16.0/priorband');
      await fc.assert(
        fc.asyncProperty(bytes, async (content) => {
          writeFileSync(join(root, file), content);
          expect([...(await trialsOf(root))]).toEqual([...whole]);
        }),
        { numRuns: 15 },
      );
    },
  );

  test('a text of YAML is read or refused, never more', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' })), (text) => {
        expect(() => readPythonYaml(text)).not.toThrow();
      }),
    );
  });

  test('a text that a few lines would make a billion values of is refused', () => {
    const bomb = Array.from({ length: 12 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1]'
        : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`,
    ).join('\n');
    expect(readPythonYaml(`${bomb}\n`)).toBeNull();
  });
});

describe('a root that is not as usual', () => {
  const looked = (files: Readonly<Record<string, string>>) => {
    copies += 1;
    const root = join(folder, `made-${copies}`);
    for (const [name, content] of Object.entries(files)) {
      mkdirSync(join(root, name, '..'), { recursive: true });
      writeFileSync(join(root, name), content);
    }
    return root;
  };

  test('just begun, it is empty', async () => {
    const root = looked({
      'optimizer_info.yaml': 'info: {}\nname: grid_search\n',
      'configs/.trial_cache.pkl': '',
    });
    const status = await looking(root, (run) => run.status());
    expect(status).toMatchObject({ layout: 'neps', state: 'empty', optimizer: { name: 'grid_search' } });
  });

  test('without the optimizer’s file, its trials tell what it is', async () => {
    const root = copyOf('v0.16.0/errors');
    rmSync(join(root, 'optimizer_info.yaml'));
    rmSync(join(root, '.optimizer.lock'));
    const status = await looking(root, (run) => run.status());
    expect(status).toMatchObject({ layout: 'neps-0.16', optimizer: null, counts: { success: 7 } });
  });

  test('with ids that somebody chose, each is its own trial', async () => {
    const root = copyOf('v0.16.0/errors');
    for (const id of ['baseline', '7__rung_2', '5_3', '0001', 'a b.c', '__proto__', 'ünï']) {
      cpSync(join(root, 'configs/config_1'), join(root, `configs/config_${id}`), { recursive: true });
    }
    const trials = await trialsOf(root);
    expect(trials.size).toBe(16 + 7);
    expect(trials.get('7__rung_2')?.rung).toBe(2);
    expect(trials.get('5_3')?.rung).toBe(3);
    expect(trials.get('baseline')).toMatchObject({ rung: null, state: 'success' });
    expect(trials.has('__proto__')).toBe(true);
  });

  test('configurations and reports in JSON are read too, with Python’s words for what is not finite', async () => {
    const root = copyOf('v0.16.0/errors');
    const directory = join(root, 'configs/config_1');
    rmSync(join(directory, 'config.yaml'));
    rmSync(join(directory, 'report.yaml'));
    writeFileSync(join(directory, 'config.json'), '{"lr": 1e-05, "layers": 3, "width": 8.0}');
    const report =
      '{"objective_to_minimize": NaN, "cost": Infinity, "learning_curve": [1.0, -Infinity], "err": null, "tb": null, "extra": {"NaN": "NaN"}}';
    writeFileSync(join(directory, 'report.json'), report);
    expect((await trialsOf(root)).get('1')).toMatchObject({
      config: { lr: 1e-5, layers: 3, width: 8 },
      loss: 'NaN',
      cost: 'Infinity',
      learning_curve: [1, '-Infinity'],
      extra: { NaN: 'NaN' },
    });
  });

  test('a directory of a trial without anything in it is unreadable once it is old', async () => {
    const root = copyOf('v0.16.0/errors');
    mkdirSync(join(root, 'configs/config_50'));
    mkdirSync(join(root, 'configs/config_51'));
    writeFileSync(join(root, 'configs/config_51/config.yaml'), 'lr: 0.1\n');
    const trials = await trialsOf(root);
    expect(trials.has('50')).toBe(false);
    expect(trials.get('51')).toMatchObject({ state: 'pending', config: { lr: 0.1 } });
  });

  test('a link that leads in a circle in the place of a file leaves its trial unreadable', async () => {
    const root = copyOf('v0.16.0/errors');
    const report = join(root, 'configs/config_1/report.yaml');
    rmSync(report);
    symlinkSync('report.yaml', report);
    const trials = await trialsOf(root);
    expect(trials.size).toBe(16);
    expect(trials.get('1')?.state).toBe('unreadable');
  });

  test('folders of other programs are none of its roots', async () => {
    for (const files of [
      { 'configs/train.yaml': 'lr: 1\n' },
      { 'results/config_1/out.csv': '' },
      { 'configs/x': '' },
    ]) {
      await expect(READERS.open(looked(files), { clock: systemClock })).rejects.toMatchObject({
        code: 'root-not-a-run',
      });
    }
  });
});

describe('what was read is kept in a folder of the app', () => {
  const large = (count: number): string => {
    const root = copyOf('v0.16.0/errors');
    for (let id = 100; id < 100 + count; id += 1) {
      cpSync(join(root, 'configs/config_1'), join(root, `configs/config_${id}`), { recursive: true });
    }
    return root;
  };
  const openedWith = async (root: string, cacheDirectory: string) => {
    const run = await READERS.open(root, { clock: systemClock, cacheDirectory });
    run.close();
    return new Map(run.trials().map((trial) => [trial.trial, trial]));
  };

  test('and the second opening is the same, whatever became of what was kept', async () => {
    const root = large(600);
    const cache = join(folder, `cache-${copies}`);
    const first = await openedWith(root, cache);
    const [file = ''] = readdirSync(cache);
    const kept = readFileSync(join(cache, file));
    expect(kept.length).toBeGreaterThan(100_000);
    expect(await openedWith(root, cache)).toEqual(first);

    writeFileSync(join(root, 'configs/config_300/config.yaml'), 'lr: 0.75\n');
    const changed = await openedWith(root, cache);
    expect(changed.get('300')?.config).toEqual({ lr: 0.75 });
    expect(changed.get('301')).toEqual(first.get('301'));

    const damages = [
      kept.subarray(0, 5000),
      Buffer.concat([kept.subarray(0, 9000), Buffer.from([0, 255, 10, 9, 9]), kept.subarray(9000)]),
      kept.map((byte, index) => (index > 2000 && index % 997 === 0 ? byte ^ 1 : byte)),
      Buffer.from('something else'),
      Buffer.alloc(0),
    ];
    for (const damaged of damages) {
      writeFileSync(join(cache, file), damaged);
      expect(await openedWith(root, cache)).toEqual(changed);
    }
  });

  test('and where that folder cannot be written, nothing is missing', async () => {
    const root = large(520);
    const first = await openedWith(root, join(root, 'optimizer_info.yaml', 'no-folder'));
    expect(first.size).toBe(16 + 520);
  });
});
