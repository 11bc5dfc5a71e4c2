import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DoctorWish, examineRun } from '#core/engine/runs/doctor.ts';
import { systemClock } from '#core/platform/clock.ts';
import { ownIdentity } from '#core/platform/process-identity.ts';
import { changeRunRecord } from '#core/state/journal/change-record.ts';
import { createJournalReader } from '#core/state/journal/journal-reader.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLedger } from '#core/state/ledger/ledger.ts';
import { listWorkers, registerWorker } from '#core/state/workers/workers.ts';
import { begin, report, runUnderTest, success } from '#test/core/state/diagnosis/eventful-run.ts';

let run: Awaited<ReturnType<typeof runUnderTest>>;

beforeEach(async () => {
  run = await runUnderTest();
});
afterEach(() => run.remove());

const doctor = (wish: Partial<DoctorWish> = {}) =>
  examineRun({ root: run.root, clock: systemClock, ...wish });

/** The run as whoever opens it now has it. */
function ledger() {
  const fresh = createLedger();
  fresh.apply(createJournalReader(run.root).readAllSync());
  return fresh;
}

async function register(worker: string, changes: object): Promise<void> {
  await registerWorker(run.root, {
    worker,
    generation: 0,
    version: '0',
    heartbeat: 1,
    max_evaluations: null,
  });
  const path = runLayout(run.root).registration(worker);
  writeFileSync(path, JSON.stringify({ ...JSON.parse(readFileSync(path, 'utf8')), ...changes }));
}

/** A worker that died with trials in its hands. */
async function deadWorkerWith(trials: number): Promise<void> {
  await register('dead', { pid: spawnSync('true').pid, started: 'long ago' });
  const session = await run.open('dead');
  for (let count = 0; count < trials; count += 1) {
    await begin(session);
  }
}

describe('the doctor', () => {
  it('writes again what is missing, torn or old, and is content afterwards', async () => {
    const session = await run.open('w1');
    for (const loss of [1, 2, 3]) {
      await report(session, await begin(session), success(loss));
    }
    const layout = runLayout(run.root);
    const texts = ['1', '2', '3'].map((trial) => readFileSync(layout.trial(trial).result, 'utf8'));
    rmSync(layout.trial('1').directory, { recursive: true });
    writeFileSync(layout.trial('2').result, 'loss: [');
    writeFileSync(layout.trial('2').config, '\0\0\0\0');
    rmSync(layout.trial('3').result);
    const { mended, healthy, findings } = await doctor({ mend: true });
    expect({ healthy, findings }).toEqual({ healthy: true, findings: [] });
    expect(mended).toEqual(
      ['1', '2', '3'].map((trial) => `wrote the files of trial ${trial} again from the journal`),
    );
    expect(['1', '2', '3'].map((trial) => readFileSync(layout.trial(trial).result, 'utf8'))).toEqual(texts);
    expect((await doctor({ mend: true })).mended).toEqual([]);
  });

  it('takes in what only the files know, once, with its times and workers', async () => {
    const [lost, kept] = [await run.open('lost'), await run.open('kept')];
    await report(lost, await begin(lost), success(0.5));
    await begin(lost);
    const layout = runLayout(run.root);
    const claim = await begin(kept);
    const before = ledger().all;
    const journal = readFileSync(layout.journalOf('kept'), 'utf8');
    await report(kept, claim, success(0.25));
    const reported = ledger().get(claim.trial);
    writeFileSync(layout.journalOf('kept'), journal);
    rmSync(layout.journalOf('lost'));
    await Promise.all([doctor({ mend: true }), doctor({ mend: true }), doctor({ mend: true })]);
    const after = ledger();
    expect(after.get('1')).toEqual(before[0]);
    expect(after.get('2')).toEqual(before[1]);
    expect(after.get(claim.trial)).toEqual(reported);
    expect(after.evaluations).toEqual({ completed: 2, committed: 3 });
    expect(after.all.flatMap(({ trial }) => after.otherReports(trial))).toEqual([]);
    expect(after.best?.loss).toBe(0.25);
    expect((await doctor()).findings.map(({ code }) => code)).toEqual(['worker-unknown']);
  });

  it('keeps the side that was chosen where journal and files differ', async () => {
    const session = await run.open('w1');
    for (const loss of [1, 2]) {
      await report(session, await begin(session), success(loss));
    }
    const layout = runLayout(run.root);
    for (const trial of ['1', '2']) {
      const { result } = layout.trial(trial);
      writeFileSync(result, readFileSync(result, 'utf8').replace(/^loss: .*/, 'loss: 0.125'));
    }
    expect((await doctor({ mend: true })).findings.map(({ code }) => code)).toEqual(['differs', 'differs']);
    const { findings, mended } = await doctor({
      keep: new Map([
        ['1', 'files'],
        ['all', 'journal'],
      ] as const),
    });
    expect({ findings, mended }).toEqual({
      findings: [],
      mended: ['kept what the journal says of trial 2', 'kept what the files say of trial 1'],
    });
    expect(ledger().all.map(({ loss }) => loss)).toEqual([0.125, 2]);
    expect(readFileSync(layout.trial('2').result, 'utf8')).toContain('loss: 2.0');
    expect(ledger().otherReports('1')).toMatchObject([{ loss: 1 }]);
    await expect(doctor({ keep: new Map([['1', 'files']] as const) })).rejects.toMatchObject({
      code: 'trial-state',
    });
  });

  it('never takes another configuration from the files', async () => {
    const session = await run.open('w1');
    await report(session, await begin(session), success(1));
    const { config } = runLayout(run.root).trial('1');
    writeFileSync(config, readFileSync(config, 'utf8').replace('rate: 0.5', 'rate: 0.75'));
    await expect(doctor({ keep: new Map([['1', 'files']] as const) })).rejects.toMatchObject({
      code: 'trial-state',
    });
    expect((await doctor({ keep: new Map([['all', 'journal']] as const) })).healthy).toBe(true);
    expect(readFileSync(config, 'utf8')).toContain('rate: 0.5');
  });

  it('puts trials of dead workers back, gives up those that were named, notes the death', async () => {
    await deadWorkerWith(3);
    const before = (await listWorkers(run.root))[0]?.registration.registered_at;
    const { mended } = await doctor({ mend: true, crash: ['2'] });
    expect(mended).toEqual([
      'noted that worker dead is dead',
      'put trial 1 back into the queue',
      'put trial 3 back into the queue',
      'gave trial 2 up: it counts as crashed',
    ]);
    expect(ledger().all.map(({ state }) => state)).toEqual(['pending', 'crashed', 'pending']);
    expect(ledger().requeues('1')).toBe(1);
    expect((await listWorkers(run.root))[0]?.end).toMatchObject({ ended_at: before, reason: 'system' });
  });

  it('leaves stale trials to a person where requeue is ask', async () => {
    await deadWorkerWith(2);
    await changeRunRecord(run.root, (record) => ({
      ...record,
      settings: { ...record.settings, incumbent: { ...record.settings.incumbent, requeue: 'ask' } },
    }));
    await doctor({ mend: true });
    expect(ledger().all.map(({ state }) => state)).toEqual(['evaluating', 'evaluating']);
    await doctor({ requeue: ['1'] });
    expect(ledger().all.map(({ state }) => state)).toEqual(['pending', 'evaluating']);
    await expect(doctor({ requeue: ['1'] })).rejects.toMatchObject({ code: 'trial-state' });
  });

  it('frees a lock and clears leftovers of killed writers', async () => {
    const session = await run.open('w1');
    await report(session, await begin(session), success(1));
    const layout = runLayout(run.root);
    const leftover = join(layout.trial('1').directory, '.result.yaml.4242-0123abcd-7');
    writeFileSync(leftover, 'loss: 0');
    renameSync(layout.freeLock, layout.lock);
    writeFileSync(
      layout.lockOwner,
      JSON.stringify({ holder: 'w1', ...ownIdentity(), pid: spawnSync('true').pid }),
    );
    expect((await doctor()).findings.map(({ code }) => code)).toEqual(['lock-left', 'leftover']);
    expect((await doctor({ mend: true })).findings).toEqual([]);
    expect([existsSync(leftover), existsSync(layout.lock)]).toEqual([false, false]);
  });

  it('takes lines that are none out of a journal, keeps their bytes, and moves no other one', async () => {
    const session = await run.open('w1');
    await report(session, await begin(session), success(1));
    const layout = runLayout(run.root);
    const path = layout.journalOf('w1');
    const readOn = createJournalReader(run.root);
    const known = [...readOn.readAllSync()];
    // Its end alone would be a line: trial 1 would be deleted.
    const torn = '{"op":"repo{"op":"delete","trial":"1","fence":99,"seq":1,"time":1}';
    const bytes = Buffer.concat([Buffer.from([0, 255, 0]), Buffer.alloc(70_000, 'é')]);
    appendFileSync(path, Buffer.concat([Buffer.from(`${torn}\n`), bytes, Buffer.from('\n')]));
    await report(session, await begin(session), success(2));
    const before = readFileSync(path);
    expect((await doctor()).findings.map(({ code }) => code)).toEqual(['journal-line', 'journal-line']);
    const { mended, findings } = await doctor({ mend: true });
    expect({ mended, findings }).toEqual({
      mended: ['took 2 lines that are none out of the journals; .incumbent/left-out has the bytes'],
      findings: [],
    });
    const kept = readdirSync(layout.leftOut).map((name) => readFileSync(join(layout.leftOut, name)));
    expect(kept.sort((a, b) => a.length - b.length)).toEqual([Buffer.from(torn), bytes]);
    const start = before.indexOf(torn);
    const end = start + torn.length + 1 + bytes.length + 1;
    const after = readFileSync(path);
    expect(after.subarray(start, end)).toEqual(Buffer.alloc(end - start, '\n'));
    expect(after.subarray(0, start)).toEqual(before.subarray(0, start));
    expect(after.subarray(end)).toEqual(before.subarray(end));
    await report(session, await begin(session), success(3));
    const told = [...known, ...readOn.readAllSync()].filter(({ writer }) => writer === 'w1');
    const afresh = [...createJournalReader(run.root).readAllSync()].filter(({ writer }) => writer === 'w1');
    expect([told, readOn.problems]).toEqual([afresh, []]);
    expect(ledger().completed.map(({ loss }) => loss)).toEqual([1, 2, 3]);
  });

  it('moves a folder that tells nothing out of the way, and none that tells a result', async () => {
    const session = await run.open('w1');
    await report(session, await begin(session), success(1));
    const layout = runLayout(run.root);
    for (const trial of ['8', '9']) {
      mkdirSync(layout.trial(trial).directory);
      writeFileSync(layout.trial(trial).config, '');
      writeFileSync(join(layout.trial(trial).directory, 'weights'), trial);
    }
    writeFileSync(layout.trial('8').result, 'loss: 0.5\n');
    mkdirSync(join(layout.leftOut, 'config_9'), { recursive: true });
    const { mended, findings } = await doctor({ mend: true });
    expect(mended).toEqual(['moved the folder of trial 9, which told nothing, into .incumbent/left-out']);
    expect(findings).toMatchObject([{ code: 'folder-unreadable', trial: '8', mend: { kind: 'hand' } }]);
    expect(readFileSync(join(layout.leftOut, 'config_9-2', 'weights'), 'utf8')).toBe('9');
    expect(existsSync(layout.trial('9').directory)).toBe(false);
  });

  it('does not mend while a worker lives or may live, and says who', async () => {
    await register('far', { host: 'another-host' });
    const session = await run.open('w1');
    await report(session, await begin(session), success(1));
    await expect(doctor({ mend: true })).rejects.toMatchObject({
      code: 'root-workers-alive',
      message: expect.stringMatching(/far \(process \d+ on another-host: .*--wait/),
    });
  });

  it('finds out by waiting whether a worker elsewhere lives', async () => {
    await changeRunRecord(run.root, (record) => ({
      ...record,
      settings: { ...record.settings, incumbent: { ...record.settings.incumbent, lease: 2, heartbeat: 1 } },
    }));
    await register('far', { host: 'another-host' });
    await begin(await run.open('far'));
    const told: (readonly string[])[] = [];
    const wait = {
      signal: new AbortController().signal,
      onWaiting: (unknown: readonly string[]) => told.push(unknown),
    };
    const { findings } = await doctor({ wait });
    expect(findings).toMatchObject([
      {
        code: 'stale-trial',
        evidence: expect.arrayContaining([expect.stringContaining('stood still for 2 s')]),
      },
      // It may only sleep: nothing about it is written down.
      { code: 'worker-died', mend: null },
    ]);
    expect(told[0]).toEqual(['far']);
    await doctor({ mend: true });
    expect(ledger().get('1')?.state).toBe('pending');
  });
});
