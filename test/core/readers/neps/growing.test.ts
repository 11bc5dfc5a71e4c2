import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { RunUpdate } from '#core/contract/run/run-view.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { systemClock } from '#core/platform/clock.ts';
import { silentLogger } from '#core/platform/log.ts';
import { createRunWatches } from '#core/watch/run/run-watch.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { takeUpdate } from '#test/support/take-update.ts';
import { fixture, looking, trialsOf } from './opened.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) {
    removeFolder(folder);
  }
});

function folderOf(files: Readonly<Record<string, string>> = {}): string {
  const folder = folderWith(files);
  folders.push(folder);
  return folder;
}

/** A run directory that a test may change. */
function copyOf(name: string): string {
  const folder = join(folderOf(), 'run');
  cpSync(fixture(name), folder, { recursive: true });
  return folder;
}

/** What a watcher of a run has been told. */
class Seen {
  readonly trials = new Map<string, Trial>();
  readonly history: Trial[] = [];

  take(update: RunUpdate): void {
    takeUpdate(this.trials, update);
    this.history.push(...update.trials);
  }
}

type WatchingOptions = {
  readonly root: string;
  readonly until: (seen: Seen) => boolean;
  readonly began?: () => void;
};

/** Watches a run until what was seen of it is enough. */
async function watching({ root, until, began }: WatchingOptions): Promise<Seen> {
  const watches = createRunWatches({ clock: systemClock, log: silentLogger, timing: { pollMs: 200 } });
  const seen = new Seen();
  try {
    for await (const update of watches.subscribe(root)) {
      seen.take(update);
      if (update.kind === 'snapshot') {
        began?.();
      }
      if (until(seen)) {
        return seen;
      }
    }
  } finally {
    await watches.dispose();
  }
  return seen;
}

describe(`a run that another process writes in place, file by file and piece by piece${PYTHON_MISSING}`, () => {
  test.skipIf(PYTHON_MISSING !== '')('is followed without ever showing half a value', async () => {
    const root = join(folderOf(), 'run');
    mkdirSync(join(root, 'configs'), { recursive: true });
    writeFileSync(join(root, 'optimizer_info.yaml'), 'info: {}\nname: random_search\n');
    const writer = spawn('python3', ['test/support/write_neps_run.py', root, '20', '0.003'], {
      stdio: 'inherit',
    });
    const ended = once(writer, 'exit');
    const seen = await watching({
      root,
      until: ({ trials }) => [...trials.values()].filter(({ state }) => state === 'success').length === 20,
    });
    expect(await ended).toEqual([0, null]);
    expect(seen.history.length).toBeGreaterThan(20);
    for (const trial of seen.history) {
      const number = Number(trial.trial);
      expect(['pending', 'evaluating', 'success']).toContain(trial.state);
      if (trial.state === 'success') {
        expect(trial).toMatchObject({ loss: number, cost: 1.5, extra: { acc: 0.25 } });
        expect(trial.learning_curve?.length).toBe(29);
        expect(trial.config).toEqual({ layers: number, lr: 0.5 ** number, optimizer: 'adam' });
      } else {
        expect(trial.loss).toBeNull();
      }
    }
  });
});

describe('a run that changes while it is watched', () => {
  test('new trials appear, and those that are removed vanish', async () => {
    const root = copyOf('v0.16.0/errors');
    const configs = join(root, 'configs');
    const seen = await watching({
      root,
      began: () => {
        cpSync(join(configs, 'config_1'), join(configs, 'config_77'), { recursive: true });
        rmSync(join(configs, 'config_3'), { recursive: true });
      },
      until: ({ trials }) => trials.has('77') && !trials.has('3'),
    });
    expect(seen.trials.size).toBe(16);
    expect(seen.trials.get('77')).toEqual({ ...seen.trials.get('1'), trial: '77' });
  });

  test('a file that is cut leaves its trial as it was until it is whole again', async () => {
    const root = copyOf('v0.16.0/interrupted');
    const [unfinished] = [...(await trialsOf(root)).values()].filter(({ state }) => state === 'evaluating');
    const metadata = join(root, 'configs', `config_${unfinished?.trial}`, 'metadata.json');
    await looking(root, async (run) => {
      writeFileSync(metadata, '{"id": "x", "sta');
      await run.refresh('files');
      writeFileSync(metadata, '');
      await run.refresh('files');
      expect(run.trial(unfinished?.trial ?? '')?.config).toEqual(unfinished?.config);
    });
  });

  describe.each([
    ['v0.16.0/errors', 'configs', 'report.yaml'],
    ['88b5747b/errors', 'configs', 'report.yaml'],
    ['v0.12.2/errors', 'results', 'result.yaml'],
  ])('a report of %s that is half written', (name, trials, file) => {
    test('never shows a success without its loss, and shows the whole report as soon as it is there', async () => {
      const whole = (await trialsOf(fixture(name))).get('1');
      const root = copyOf(name);
      const path = join(root, trials, 'config_1', file);
      const text = readFileSync(path, 'utf8');
      writeFileSync(path, '');
      await looking(root, async (run) => {
        for (let length = 0; length < text.length; length += 1) {
          writeFileSync(path, text.slice(0, length));
          await run.refresh('files');
          const trial = run.trial('1') ?? null;
          if (trial?.state === 'success') {
            expect(trial).toEqual(whole);
          } else {
            expect(['evaluating', 'pending']).toContain(trial?.state);
            expect(trial).toMatchObject({ loss: null, error: null });
          }
        }
        writeFileSync(path, text);
        await run.refresh('files');
        expect(run.trial('1')).toEqual(whole);
      });
    });
  });

  test('a report that stays without its last lines counts as what it says', async () => {
    const root = copyOf('v0.16.0/errors');
    const reportOf = (id: string) => join(root, 'configs', `config_${id}`, 'report.yaml');
    const text = readFileSync(reportOf('1'), 'utf8');
    const long = new Date(systemClock.now().getTime() - 60_000);
    for (const [id, until] of [
      ['1', 'reported_as'],
      ['2', 'objective_to_minimize'],
    ] as const) {
      writeFileSync(reportOf(id), text.slice(0, text.indexOf(until)));
      utimesSync(reportOf(id), long, long);
    }
    const found = await trialsOf(root);
    expect(found.get('1')).toEqual((await trialsOf(fixture('v0.16.0/errors'))).get('1'));
    expect(found.get('2')).toMatchObject({ state: 'unreadable', loss: null });
  });

  test('one that failed by a returned exception gets its type when the list of errors tells it', async () => {
    const root = copyOf('v0.16.0/errors');
    const list = join(root, 'shared_errors.jsonl');
    renameSync(list, `${list}.later`);
    await looking(root, async (run) => {
      expect(run.trial('11')?.error).toMatchObject({ type: '', message: 'returned not raised' });
      renameSync(`${list}.later`, list);
      const change = await run.refresh('files');
      expect(run.trial('11')?.error).toMatchObject({ type: 'RuntimeError', message: 'returned not raised' });
      expect(change?.trials.map(({ trial }) => trial)).toContain('11');
    });
  });

  test('all of its trials are shown while it is deleted bit by bit, until it is gone', async () => {
    const root = copyOf('v0.16.0/errors');
    const configs = join(root, 'configs');
    await looking(root, async (run) => {
      const before = { trials: [...run.trials()], facts: run.facts(), status: run.status() };
      for (const name of ['optimizer_info.yaml', 'optimizer_state.pkl', 'pipeline_space.pkl', 'summary']) {
        rmSync(join(root, name), { recursive: true });
      }
      for (const name of readdirSync(configs)) {
        expect(await run.refresh('files')).toBeNull();
        rmSync(join(configs, name), { recursive: true });
      }
      expect(await run.refresh('files')).toBeNull();
      rmSync(configs, { recursive: true });
      await expect(run.refresh('files')).rejects.toMatchObject({ code: 'root-replaced' });
      expect({ trials: run.trials(), facts: run.facts(), status: run.status() }).toEqual(before);
    });
  });

  test('another run in its place is another run', async () => {
    const root = copyOf('v0.16.0/errors');
    await looking(root, async (run) => {
      rmSync(root, { recursive: true });
      await expect(run.refresh('files')).rejects.toMatchObject({ code: 'root-replaced' });
    });
  });

  test('nothing that changed is no news', async () => {
    const root = copyOf('v0.14.0/interrupted');
    await looking(root, async (run) => {
      expect(await run.refresh('files')).toBeNull();
      expect(await run.refresh('liveness')).toBeNull();
    });
  });
});

describe('an Optuna journal that grows', () => {
  test('is read on from where it was, also where its last line is not whole yet', async () => {
    const line = (entry: object) => `${JSON.stringify({ worker_id: 'w', ...entry })}\n`;
    const file = join(folderOf({}), 'journal.log');
    writeFileSync(
      file,
      line({ op_code: 0, study_name: 's', directions: [1] }).replace('{"worker_id":"w",', '{'),
    );
    await looking(file, async (run) => {
      expect(run.status().state).toBe('empty');
      appendFileSync(file, line({ op_code: 4, study_id: 0, datetime_start: '2026-01-31T12:00:00+00:00' }));
      await run.refresh('files');
      expect(run.trial('0')).toMatchObject({ state: 'evaluating', worker: 'w' });
      const distribution = JSON.stringify({
        name: 'FloatDistribution',
        attributes: { low: 0, high: 1, log: false },
      });
      const param = line({
        op_code: 5,
        trial_id: 0,
        param_name: 'x',
        param_value_internal: 0.5,
        distribution,
      });
      appendFileSync(file, param.slice(0, 40));
      expect(await run.refresh('files')).toBeNull();
      const values = { values: [2.5], datetime_complete: '2026-01-31T12:01:00+00:00' };
      appendFileSync(file, param.slice(40) + line({ op_code: 6, trial_id: 0, state: 1, ...values }));
      await run.refresh('files');
      expect(run.trial('0')).toMatchObject({ state: 'success', loss: 2.5, config: { x: 0.5 } });
    });
  });
});
