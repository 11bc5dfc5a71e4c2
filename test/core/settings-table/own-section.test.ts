import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { PYTHON } from '#test/core/pipeline/support.ts';
import { killWorkers, NOTING, statusOf } from '#test/support/command-line.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { objective, tableOfThisFile } from './table.ts';

const table = tableOfThisFile();
const HELD = { 'objective.mjs': NOTING, hold: '' };
/** Long enough for any evaluation here, in words. */
const LONG = '1 min';

/** A run with one trial whose worker is killed while it evaluates. */
async function killed(incumbent: Readonly<Record<string, unknown>>) {
  const made = table({ settings: { max_evaluations_total: 1, incumbent }, files: HELD });
  await made.begin();
  await waitUntil(async () => (await statusOf(made.root)).counts.evaluating === 1);
  await killWorkers(made.root);
  return { ...made, release: () => rmSync(join(made.folder, 'hold')) };
}

describe('the incumbent section', () => {
  it('env is the environment of each evaluation, over that of the host', async () => {
    const { run } = table({
      settings: {
        max_evaluations_total: 1,
        incumbent: { env: { OMP_NUM_THREADS: 2, HOME: '/home/ada', EMPTY: '' } },
      },
      files: objective(
        'const { OMP_NUM_THREADS, HOME, EMPTY } = process.env; return { loss: x, extra: [OMP_NUM_THREADS, HOME, EMPTY] };',
      ),
    });
    expect((await run()).trials).toMatchObject([{ extra: ['2', '/home/ada', ''] }]);
  });

  it('env deals a list out, one value a worker', async () => {
    const { run } = table({
      settings: {
        max_evaluations_total: 2,
        max_evaluations_per_run: 1,
        incumbent: { env: { CUDA_VISIBLE_DEVICES: [3, '0,1'] } },
      },
      files: objective('return { loss: x, extra: process.env.CUDA_VISIBLE_DEVICES };'),
      workers: 2,
    });
    const { trials } = await run();
    expect(trials.map(({ extra }) => extra).sort()).toEqual(['0,1', '3']);
  });

  it.skipIf(PYTHON_MISSING !== '')(`python names the interpreter${PYTHON_MISSING}`, async () => {
    const { run, folder } = table({
      settings: {
        evaluate_pipeline: 'objective.py:objective',
        max_evaluations_total: 1,
        incumbent: { python: 'own/bin/python-of-mine' },
      },
      files: {
        'objective.py': 'import sys\ndef objective(x):\n    return {"loss": x, "extra": sys.executable}\n',
      },
    });
    mkdirSync(join(folder, 'own/bin'), { recursive: true });
    symlinkSync(PYTHON?.path ?? '', join(folder, 'own/bin/python-of-mine'));
    const { trials } = await run();
    expect(trials).toMatchObject([{ state: 'success', extra: join(folder, 'own/bin/python-of-mine') }]);
  });

  it('evaluation_timeout fails an evaluation that takes longer, and not the next one', async () => {
    const { run } = table({
      settings: { max_evaluations_total: 2, ignore_errors: true, incumbent: { evaluation_timeout: '3 s' } },
      files: objective("if (context.pipelineId === '1') { for (;;) {} } return x;"),
    });
    const { trials } = await run();
    expect(trials.map(({ state, error }) => [state, error?.type])).toEqual([
      ['failed', 'Timeout'],
      ['success', undefined],
    ]);
    expect(trials[0]?.error?.message).toContain('3 s');
  });

  it('heartbeat is how often a worker shows that it lives', async () => {
    const { begin, settled, root, folder } = table({
      settings: { max_evaluations_total: 1, incumbent: { heartbeat: '50 s', lease: '2 min' } },
      files: HELD,
    });
    const launched = await begin();
    const [worker] = launched.workers;
    const registration = JSON.parse(
      readFileSync(join(root, '.incumbent/workers', `${worker?.id}.json`), 'utf8'),
    );
    expect(registration).toMatchObject({ heartbeat: 50 });
    rmSync(join(folder, 'hold'));
    await settled(launched);
    const quick = table({
      settings: { max_evaluations_total: 1, incumbent: { heartbeat: 0.05, lease: 1 } },
      files: HELD,
    });
    const again = await quick.begin();
    const beat = () => quick.read('.incumbent/workers', `${again.workers[0]?.id}.beat`);
    const first = beat();
    await waitUntil(() => beat() !== first);
    rmSync(join(quick.folder, 'hold'));
    await quick.settled(again);
  });

  it('requeue: automatic evaluates the trial of a dead worker again', async () => {
    const { resume, release } = await killed({ lease: LONG });
    release();
    const { status, trials } = await resume();
    expect([status.state, trials]).toMatchObject(['finished', [{ state: 'success', attempt: 2 }]]);
  });

  it('lease is how long a silent worker of another machine counts as alive', async () => {
    const { resume, release, root } = await killed({ heartbeat: 0.4, lease: 1 });
    const workers = join(root, '.incumbent', 'workers');
    const [registration = ''] = readdirSync(workers).filter((name) => /^[^.]+\.json$/.test(name));
    const text = readFileSync(join(workers, registration), 'utf8');
    writeFileSync(join(workers, registration), text.replace(/"host":"[^"]*"/, '"host":"elsewhere"'));
    expect((await statusOf(root)).counts).toMatchObject({ evaluating: 1, stale: 0 });
    release();
    const { trials } = await resume();
    expect(trials).toMatchObject([{ state: 'success', attempt: 2 }]);
  });

  it('requeue: ask leaves it to a person, and says how', async () => {
    const { resume, release } = await killed({ requeue: 'ask' });
    release();
    const { status, trials } = await resume();
    expect([status.state, trials.map(({ state }) => state)]).toEqual(['stalled', ['stale']]);
    expect(status.message).toContain('incumbent.requeue=automatic');
    const after = await resume({ set: ['incumbent.requeue=automatic'] });
    expect(after.trials).toMatchObject([{ state: 'success', attempt: 2 }]);
  });

  it('max_requeues gives a trial up whose workers died more often', async () => {
    const { resume } = await killed({ max_requeues: 0 });
    const { status, trials } = await resume();
    expect([status.state, trials]).toMatchObject(['finished', [{ state: 'crashed' }]]);
    expect(trials[0]?.error?.message).toContain('max_requeues: 0');
    expect(status.budget.evaluations.completed).toBe(1);
  });

  it('log_limit holds for each trial, keeps begin and end, and says in the log what is left out', async () => {
    const { run, read } = table({
      settings: { max_evaluations_total: 1, incumbent: { log_limit: '10 kB' } },
      files: objective("for (let i = 0; i < 5000; i++) { console.log('line', i); } return x;"),
    });
    await run();
    const log = read('results', 'config_1', 'log.txt');
    expect(log.length).toBeLessThan(11_000);
    expect([log.startsWith('line 0\n'), log.endsWith('line 4999\n')]).toEqual([true, true]);
    expect(log).toMatch(/\[log_limit reached: .*\]\n\[\d+ bytes left out\]\n/);
  });

  it('cost_unit and note stay with the run; the unit is part of its status', async () => {
    const { run, root } = table({
      settings: { max_evaluations_total: 1, incumbent: { cost_unit: 'GPU hours', note: 'the first\ntry' } },
    });
    expect((await run()).status.cost_unit).toBe('GPU hours');
    const record = parse(readFileSync(join(root, '.incumbent', 'run.yaml'), 'utf8'));
    expect(record.settings.incumbent).toMatchObject({ cost_unit: 'GPU hours', note: 'the first\ntry' });
  });

  it.each([true, false])(
    'tensorboard: %s writes event files exactly where it is true',
    async (tensorboard) => {
      const { run, root } = table({ settings: { max_evaluations_total: 1, incumbent: { tensorboard } } });
      expect((await run()).launched.remarks).toEqual([]);
      const events = ['summary_tb', join('results', 'config_1', 'tb')].map((folder) =>
        existsSync(join(root, folder)) ? readdirSync(join(root, folder)).length : 0,
      );
      expect(events).toEqual(tensorboard ? [1, 1] : [0, 0]);
    },
  );
});
