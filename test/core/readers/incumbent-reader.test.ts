import { appendFileSync, chmodSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IncumbentError } from '#core/contract/errors.ts';
import { requeueTrials } from '#core/engine/trials/requeue-trials.ts';
import { systemClock } from '#core/platform/clock.ts';
import { READERS } from '#core/readers/registry.ts';
import { runLayout } from '#core/state/layout.ts';
import { createRunLock } from '#core/state/lock/run-lock.ts';
import { requestStop } from '#core/state/root/control.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { newRun, recordWith, removeRun, treeHash, writerOf } from './run-directory.ts';

const context = { clock: systemClock };
let root = '';

beforeEach(async () => {
  root = await newRun();
});

afterEach(() => {
  removeRun(root);
});

async function refusal(path: string): Promise<IncumbentError> {
  const thrown: unknown = await READERS.open(path, context).catch((error: unknown) => error);
  if (thrown instanceof IncumbentError) {
    return thrown;
  }
  throw new Error(`Expected a refusal, got ${String(thrown)}`);
}

describe('opening a run', () => {
  it('shows the trials of all workers in the order of their numbers', async () => {
    const [a, b] = [writerOf(root, 'a'), writerOf(root, 'b')];
    a.begin(1, 1);
    b.begin(2, 2);
    b.report(2, 3, 0.5);
    a.report(1, 4, 0.25);
    a.begin(3, 5);
    const run = await READERS.open(root, context);
    expect(run.trials().map(({ trial, state, loss }) => [trial, state, loss])).toEqual([
      ['1', 'success', 0.25],
      ['2', 'success', 0.5],
      ['3', 'evaluating', null],
    ]);
    expect(run.status()).toMatchObject({
      best: { trial: '1', loss: 0.25, config: { x: 0.1 } },
      layout: 'incumbent',
    });
  });

  it('neither writes nor takes the lock, also while somebody holds it', async () => {
    writerOf(root, 'a').registerDead();
    writerOf(root, 'a').begin(1, 1);
    const held = await createRunLock(runLayout(root), { holder: 'test' }).acquire();
    try {
      const before = treeHash(root);
      const times = statSync(runLayout(root).engine).mtimeMs;
      const run = await READERS.open(root, context);
      await run.refresh('files');
      await run.refresh('liveness');
      expect(run.trials().length).toBe(1);
      expect(treeHash(root)).toBe(before);
      expect(statSync(runLayout(root).engine).mtimeMs).toBe(times);
    } finally {
      held.release(false);
    }
  });

  it('needs no permission to write', async () => {
    const layout = runLayout(root);
    writerOf(root, 'a').begin(1, 1);
    for (const path of [layout.journalOf('a'), layout.record]) {
      chmodSync(path, 0o444);
    }
    for (const path of [layout.journal, layout.workers, layout.engine, root]) {
      chmodSync(path, 0o555);
    }
    try {
      expect((await READERS.open(root, context)).trials().length).toBe(1);
    } finally {
      for (const path of [root, layout.engine, layout.workers, layout.journal]) {
        chmodSync(path, 0o755);
      }
    }
  });

  it('reads a newer format as far as it can and says so', async () => {
    const layout = runLayout(root);
    writerOf(root, 'a').begin(1, 1);
    appendFileSync(layout.journalOf('a'), '{"op":"teleport","fence":2,"seq":2,"time":5}\n');
    writeFileSync(
      layout.record,
      'format: 2\nrun_id: future\nspace: {different: yes}\nsettings: {max_evaluations_total: 5, dream: true}\n',
    );
    const run = await READERS.open(root, context);
    expect(run.trials().length).toBe(1);
    expect(run.facts()).toMatchObject({
      space: null,
      settings: { max_evaluations_total: 5, dream: true },
      read_only_because: expect.stringContaining('format 2'),
    });
    expect(run.origin()).toMatchObject({ format: 2, run_id: 'future' });
    expect(run.status().problems.map(({ code }) => code)).toEqual(['root-format-unknown', 'journal-line']);
  });

  it('leaves out a journal line that is none, and names it', async () => {
    const writer = writerOf(root, 'a');
    writer.begin(1, 1);
    appendFileSync(runLayout(root).journalOf('a'), 'no line of ours\n');
    writer.begin(2, 2);
    const run = await READERS.open(root, context);
    expect(run.trials().map(({ trial }) => trial)).toEqual(['1', '2']);
    expect(run.status().problems).toMatchObject([
      { code: 'journal-line', severity: 'warning', path: join('.incumbent', 'journal', 'a.jsonl') },
    ]);
  });
});

describe('what is no run', () => {
  it.each([
    ['nothing', (place: string) => rmSync(place, { recursive: true })],
    ['an empty directory', (place: string) => rmSync(join(place, '.incumbent'), { recursive: true })],
    [
      'a file',
      (place: string) => {
        rmSync(place, { recursive: true });
        writeFileSync(place, '');
      },
    ],
    ['run.yaml is missing', (place: string) => rmSync(runLayout(place).record)],
    [
      'with a.txt, b.txt',
      (place: string) => {
        rmSync(join(place, '.incumbent'), { recursive: true });
        writeFileSync(join(place, 'a.txt'), '');
        writeFileSync(join(place, 'b.txt'), '');
      },
    ],
  ])('is refused with what is there: %s', async (found, change) => {
    rmSync(join(root, 'results'), { recursive: true });
    change(root);
    const error = await refusal(root);
    expect(error.code).toBe('root-not-a-run');
    expect(error.message).toContain(found);
    expect(error.message).toContain(root);
    expect(error.message).toContain('root_directory');
  });

  it('names the run around it where people point inside of one', async () => {
    const inside = join(root, 'results', 'config_1');
    mkdirSync(inside, { recursive: true });
    const error = await refusal(inside);
    expect(error.message).toContain(`inside of the run ${root}`);
    expect(error.details).toMatchObject({ enclosing_run: root });
  });

  it('is a record that can not be understood, with the reason', async () => {
    writeFileSync(runLayout(root).record, 'format: 1\n');
    expect(await refusal(root)).toMatchObject({
      code: 'root-not-a-run',
      message: expect.stringContaining('run_id'),
    });
    writeFileSync(runLayout(root).record, '{{{');
    expect((await refusal(root)).code).toBe('root-not-a-run');
  });
});

describe('refreshing', () => {
  it('tells only what is new', async () => {
    const writer = writerOf(root, 'a');
    writer.registerAlive();
    writer.begin(1, 1);
    const run = await READERS.open(root, context);
    expect(await run.refresh('files')).toBeNull();
    writer.begin(2, 2);
    const change = await run.refresh('files');
    expect(change?.trials.map(({ trial }) => trial)).toEqual(['2']);
    expect(change).toMatchObject({ facts: false, deleted: [] });
    writer.line({ op: 'delete', trial: '1' }, 3);
    expect(await run.refresh('files')).toMatchObject({ trials: [], deleted: ['1'] });
    expect(await run.refresh('files')).toBeNull();
  });

  it('takes an unfinished line for not yet', async () => {
    const writer = writerOf(root, 'a');
    writer.registerAlive();
    writer.begin(1, 1);
    const run = await READERS.open(root, context);
    const line = JSON.stringify({ op: 'delete', trial: '1', fence: 2, seq: 2, time: 1 });
    appendFileSync(runLayout(root).journalOf('a'), line.slice(0, 20));
    expect(await run.refresh('files')).toBeNull();
    appendFileSync(runLayout(root).journalOf('a'), `${line.slice(20)}\n`);
    expect(await run.refresh('files')).toMatchObject({ deleted: ['1'] });
    expect(run.status().problems).toEqual([]);
  });

  it('keeps the last good record while the file is half-written, and says so where it stays so', async () => {
    const run = await READERS.open(root, context);
    writeFileSync(runLayout(root).record, 'format: 1\nrun_');
    expect(await run.refresh('files')).toBeNull();
    expect(run.facts().space?.length).toBe(1);
    expect(run.status()).toMatchObject({ run_id: 'run-1', problems: [] });
    await run.refresh('files');
    expect(run.status().problems).toMatchObject([
      { code: 'record-unreadable', path: join('.incumbent', 'run.yaml') },
    ]);
    writeFileSync(runLayout(root).record, JSON.stringify(recordWith()));
    await run.refresh('files');
    expect(run.status().problems).toEqual([]);
  });

  it('shows changed settings', async () => {
    const run = await READERS.open(root, context);
    rmSync(runLayout(root).record);
    writeFileSync(
      runLayout(root).record,
      JSON.stringify(recordWith({ settings: { max_evaluations_total: 9 } })),
    );
    expect(await run.refresh('liveness')).toMatchObject({ facts: true });
    expect(run.status().budget.evaluations.total).toBe(9);
    expect(run.facts().settings?.max_evaluations_total).toBe(9);
  });

  it('refuses to go on where another run, or none, has taken the place', async () => {
    const run = await READERS.open(root, context);
    rmSync(root, { recursive: true });
    await expect(run.refresh('liveness')).rejects.toMatchObject({ code: 'root-replaced' });
    await createRun(root, recordWith({ record: { run_id: 'run-2' } }));
    await expect(run.refresh('files')).rejects.toMatchObject({ code: 'root-replaced' });
  });

  it('shows a trial as stale as long as its worker is dead', async () => {
    const [a, b] = [writerOf(root, 'a'), writerOf(root, 'b')];
    a.registerAlive();
    a.begin(1, 1);
    const run = await READERS.open(root, context);
    expect(run.status()).toMatchObject({ state: 'running', counts: { evaluating: 1, stale: 0 } });
    a.registerDead();
    const reopened = await READERS.open(root, context);
    expect(reopened.trials().map(({ state }) => state)).toEqual(['stale']);
    expect(reopened.trial('1')?.state).toBe('stale');
    expect(reopened.status()).toMatchObject({ state: 'stalled', counts: { evaluating: 0, stale: 1 } });
    expect(reopened.status().message).toMatch(/died; resume to evaluate it again$/);
    b.registerAlive();
    b.line({ op: 'requeue', trial: '1', attempt: 1, because: 'worker died', counts: true }, 2);
    expect((await reopened.refresh('files'))?.trials.map(({ state }) => state)).toEqual(['pending']);
    expect(reopened.status()).toMatchObject({ state: 'running', counts: { pending: 1, stale: 0 } });
  });

  it('tells a person how to decide on a stale trial with requeue: ask', async () => {
    removeRun(root);
    root = await newRun({ incumbent: { requeue: 'ask' } });
    writerOf(root, 'a').registerDead();
    writerOf(root, 'a').begin(1, 1);
    expect((await READERS.open(root, context)).status().message).toMatch(
      /resume with --set incumbent\.requeue=automatic to evaluate it again$/,
    );
  });
});

describe('the status of a run', () => {
  it('adds up budgets, cost and best', async () => {
    removeRun(root);
    root = await newRun({
      settings: { max_evaluations_total: 10, max_cost_total: 100, cost_value_on_error: 5 },
      incumbent: { cost_unit: 'GPU hours' },
    });
    const a = writerOf(root, 'a');
    a.registerAlive();
    for (const number of [1, 2, 3, 4]) {
      a.begin(number, number);
    }
    a.report(1, 5, 0.5, 10);
    a.report(2, 6, 'NaN', 20);
    a.fail(3, 7, 'bad');
    a.line({ op: 'reserve', number: 5 }, 8);
    const { budget, counts, best, cost_unit, workers, last_change_at } = (
      await READERS.open(root, context)
    ).status();
    expect(budget).toMatchObject({
      evaluations: { completed: 3, committed: 5, total: 10 },
      cost: { spent: 35, total: 100 },
      duration: { total: null },
    });
    expect(counts).toMatchObject({ success: 2, failed: 1, evaluating: 1 });
    expect(best).toMatchObject({ trial: '1', loss: 0.5 });
    expect(cost_unit).toBe('GPU hours');
    expect(workers).toMatchObject([{ id: 'a', alive: true, trial: '4', ended_because: null }]);
    expect(last_change_at).toBe('2026-01-31T12:00:08.000Z');
  });

  it('does not know at first whether a worker elsewhere lives, and counts it as alive', async () => {
    const a = writerOf(root, 'a');
    a.registerElsewhere();
    a.beat(1);
    a.begin(1, 1);
    const status = (await READERS.open(root, context)).status();
    expect(status).toMatchObject({ state: 'running', workers: [{ alive: null, trial: '1' }] });
  });

  it('finds a worker elsewhere dead when its heartbeat did not move for the lease', async () => {
    let seconds = 0;
    const clock = { now: () => new Date(), monotonic: () => seconds };
    const a = writerOf(root, 'a');
    a.registerElsewhere();
    a.beat(1);
    a.begin(1, 1);
    const run = await READERS.open(root, { clock });
    a.beat(2);
    seconds = 100;
    await run.refresh('liveness');
    expect(run.status().workers).toMatchObject([{ alive: true }]);
    for (seconds of [175, 250, 325]) {
      await run.refresh('liveness');
      expect(run.status().workers).toMatchObject([{ alive: true }]);
    }
    seconds = 400;
    const change = await run.refresh('liveness');
    expect(change?.trials.map(({ state }) => state)).toEqual(['stale']);
    expect(run.status()).toMatchObject({ state: 'stalled', workers: [{ alive: false, trial: null }] });
  });

  it('counts the time in which at least one worker lived', async () => {
    removeRun(root);
    root = await newRun({ incumbent: { max_duration: 250 } });
    const [a, b, c] = [writerOf(root, 'a'), writerOf(root, 'b'), writerOf(root, 'c')];
    a.registerDead();
    a.end('evaluations-per-run', 'enough', 100);
    b.registerDead({ registered_at: '2026-01-31T12:00:50.000Z' });
    b.end('evaluations-per-run', 'enough', 150);
    c.registerDead({ registered_at: '2026-01-31T12:10:00.000Z' });
    c.begin(1, 1);
    c.line({ op: 'hand-back', trial: '1', attempt: 1, because: 'stop' }, 2, 700);
    const status = (await READERS.open(root, context)).status();
    expect(status.budget.duration).toEqual({ spent: 250, total: 250 });
    expect(status).toMatchObject({ state: 'finished', finished_because: 'duration' });
    expect(status.message).toContain('max_duration');
  });

  it.each([
    ['a stop that was asked for', 'stopped', /^Stopped from app/],
    ['an error', 'failed', /^Failed: halted on an error in trial 1: ValueError/],
  ] as const)('says why it stands: %s', async (_, state, message) => {
    const a = writerOf(root, 'a');
    a.registerDead();
    a.begin(1, 1);
    a.report(1, 2, 0.5);
    if (state === 'failed') {
      await requestStop(root, { kind: 'error', by: 'a', trial: '1', message: 'ValueError: bad' });
    } else {
      await requestStop(root, { kind: 'finish', by: 'app' });
    }
    a.end('stopped', 'a stop was asked for');
    const run = await READERS.open(root, context);
    expect(run.status().state).toBe(state);
    expect(run.status().message).toMatch(message);
    const b = writerOf(root, 'b');
    b.registerDead({ generation: 1 });
    b.end('evaluations-per-run', 'max_evaluations_per_run is reached', 200);
    await run.refresh('files');
    expect(run.status()).toMatchObject({
      state: 'stopped',
      message: 'Stopped: max_evaluations_per_run is reached',
    });
  });

  it('is finished and names the budget', async () => {
    removeRun(root);
    root = await newRun({ settings: { max_evaluations_total: 1 } });
    const a = writerOf(root, 'a');
    a.registerDead();
    a.begin(1, 1);
    a.report(1, 2, 0.5);
    a.end('evaluations', 'reached');
    expect((await READERS.open(root, context)).status()).toMatchObject({
      state: 'finished',
      finished_because: 'evaluations',
      message: 'Finished: 1 of 1 evaluations are completed (max_evaluations_total)',
    });
  });

  it('says what is queued, not why its workers left, where a finished run got room again', async () => {
    removeRun(root);
    root = await newRun({ settings: { max_evaluations_total: 2 } });
    const a = writerOf(root, 'a');
    a.registerDead();
    a.begin(1, 1);
    a.report(1, 2, 0.5);
    a.end('evaluations', 'max_evaluations_total is reached: 2 of 2 evaluations are completed');
    const run = await READERS.open(root, context);
    expect(run.status()).toMatchObject({
      state: 'stopped',
      message: 'Stopped: the budget has room again; resume to go on',
    });
    await requeueTrials({ root, trials: ['1'], clock: systemClock });
    await run.refresh('files');
    expect(run.status()).toMatchObject({
      budget: { evaluations: { completed: 0, total: 2 } },
      message: 'Stopped: 1 trial is queued; resume to go on',
    });
  });

  it('takes the word of the worker whose optimizer had no more to ask', async () => {
    const a = writerOf(root, 'a');
    a.registerDead();
    a.begin(1, 1);
    a.report(1, 2, 0.5);
    a.end('exhausted', 'all 27 points of the grid are evaluated');
    expect((await READERS.open(root, context)).status()).toMatchObject({
      state: 'finished',
      finished_because: 'exhausted',
      message: 'Finished: all 27 points of the grid are evaluated',
    });
  });
});

describe('the latest events', () => {
  it('tell of bests, failures, workers, stops and launches, newest first', async () => {
    removeRun(root);
    root = await newRun({
      record: {
        launches: [
          {
            at: '2026-01-31T11:59:00.000Z',
            host: 'host',
            by: 'command line',
            version: '0.1.0',
            workers: 2,
            set: [],
            file: null,
            yaml: '',
          },
        ],
      },
    });
    const [a, b] = [writerOf(root, 'a'), writerOf(root, 'b')];
    a.registerDead();
    b.registerDead();
    for (const number of [1, 2, 3, 4]) {
      a.begin(number, number);
    }
    a.report(1, 5, 0.5);
    a.report(2, 6, 0.75);
    a.fail(3, 7, 'bad\nsecond line');
    a.report(4, 8, 0.25);
    b.end('stopped', 'a stop was asked for', 50);
    const run = await READERS.open(root, context);
    expect(run.events().map(({ kind, trial, message }) => [kind, trial, message])).toEqual([
      ['worker-left', null, 'Worker b left: a stop was asked for'],
      ['new-best', '4', 'New best loss 0.2500'],
      ['worker-died', null, expect.stringMatching(/^Worker a died on /)],
      ['failed', '3', 'ValueError: bad'],
      ['new-best', '1', 'New best loss 0.5000'],
      ['worker-joined', null, expect.stringMatching(/^Worker b joined on /)],
      ['worker-joined', null, expect.stringMatching(/^Worker a joined on /)],
      ['launched', null, '2 workers started by command line on host'],
    ]);
    await requestStop(root, { kind: 'now', by: 'app' });
    await run.refresh('files');
    expect(run.events()[0]).toMatchObject({ kind: 'stopped', message: 'Run stopped at once from app' });
  });

  it('are at most fifty', async () => {
    const a = writerOf(root, 'a');
    for (let number = 1; number <= 80; number += 1) {
      a.begin(number, 2 * number);
      a.report(number, 2 * number + 1, 1 / number);
    }
    const events = (await READERS.open(root, context)).events();
    expect(events.length).toBe(50);
    expect(events[0]).toMatchObject({ trial: '80' });
  });
});
