import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from '#core/contract/run/diagnosis.ts';
import { systemClock } from '#core/platform/clock.ts';
import { ownIdentity, processStart } from '#core/platform/process-identity.ts';
import { createRunExaminer } from '#core/state/diagnosis/diagnose.ts';
import { runLayout } from '#core/state/layout.ts';
import { createHeartbeat, registerWorker } from '#core/state/workers/workers.ts';
import { readTree } from '../read-tree.ts';
import { begin, report, runUnderTest, success } from './eventful-run.ts';

let run: Awaited<ReturnType<typeof runUnderTest>>;

beforeEach(async () => {
  run = await runUnderTest();
});
afterEach(() => run.remove());

const look = () => createRunExaminer(run.root, systemClock).examine();

async function findings(): Promise<readonly Finding[]> {
  const before = readTree(run.root);
  const { findings: found } = await look();
  expect(readTree(run.root)).toEqual(before);
  return found;
}

const codes = async () =>
  (await findings()).map(({ code, trial }) => (trial === null ? code : `${code} ${trial}`));

/** A worker on this machine whose process has ended. */
async function deadWorker(worker: string): Promise<void> {
  const { pid } = spawnSync('true');
  await register(worker, { pid, started: processStart(process.pid) });
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

/** Two results, one of them an error. */
async function finishedRun(): Promise<void> {
  const session = await run.open('w1');
  await report(session, await begin(session), success(0.5));
  const error = { type: 'ValueError', message: 'x: y', traceback: 'Traceback\n' };
  await report(session, await begin(session), { kind: 'failed', error, cost: null });
}

describe('a look at a run', () => {
  it('finds nothing where nothing is wrong, and says that journals may be deleted', async () => {
    await finishedRun();
    expect(await codes()).toEqual([]);
    expect(await look()).toMatchObject({
      healthy: true,
      run_id: 'run-under-test',
      journal_deletable: { may: true },
    });
  });

  it('keeps journals that alone know which trials were deleted', async () => {
    await finishedRun();
    const session = await run.open('w2');
    await session.step({ decide: () => ({ delete: ['1'] }) });
    rmSync(runLayout(run.root).trial('1').directory, { recursive: true });
    const because = expect.stringContaining('a trial was deleted');
    expect(await look()).toMatchObject({ findings: [], journal_deletable: { may: false, because } });
  });

  it('finds a folder, a file and a value that are missing or torn', async () => {
    await finishedRun();
    const session = await run.open('w2');
    await report(session, await begin(session), success(1));
    const layout = runLayout(run.root);
    rmSync(layout.trial('1').directory, { recursive: true });
    writeFileSync(layout.trial('2').error, '\0'.repeat(80));
    rmSync(layout.trial('3').config);
    expect(await codes()).toEqual(['folder-missing 1', 'file-torn 2', 'file-missing 3']);
    expect(await look()).toMatchObject({ healthy: false, journal_deletable: { may: false } });
    const [folder] = await findings();
    expect(folder).toMatchObject({ mend: { kind: 'mend', options: ['--mend'] }, path: 'results/config_1' });
  });

  it('tells files that are behind the journal from a journal that is behind the files', async () => {
    await finishedRun();
    const layout = runLayout(run.root);
    const metadata = readFileSync(layout.trial('1').metadata, 'utf8');
    writeFileSync(layout.trial('1').metadata, metadata.replace('state: success', 'state: evaluating'));
    rmSync(layout.trial('1').result);
    expect(await codes()).toEqual(['files-behind 1']);
    const [line] = await findings();
    expect(line?.evidence).toEqual([
      'the journal: success, attempt 1 of worker w1, loss 0.5',
      'the files: evaluating, attempt 1 of worker w1',
    ]);
  });

  it('finds trials and results that only the files know', async () => {
    const [lost, kept] = [await run.open('lost'), await run.open('kept')];
    await report(lost, await begin(lost), success(0.5));
    const claim = await begin(kept);
    const layout = runLayout(run.root);
    const journal = readFileSync(layout.journalOf('kept'), 'utf8');
    await report(kept, claim, success(0.25));
    writeFileSync(layout.journalOf('kept'), journal);
    rmSync(layout.journalOf('lost'));
    expect(await codes()).toEqual(['worker-unknown 2', 'journal-behind 2', 'journal-behind 1']);
  });

  it('names what differs where both can be read, and leaves the choice', async () => {
    await finishedRun();
    const { result, config } = runLayout(run.root).trial('1');
    const text = readFileSync(result, 'utf8');
    writeFileSync(result, text.replace('loss: 0.5', 'loss: 0.125'));
    expect(await findings()).toMatchObject([
      {
        code: 'differs',
        severity: 'error',
        message: expect.stringContaining('differ in loss'),
        mend: { kind: 'choose', options: ['--keep 1=journal', '--keep 1=files'] },
      },
    ]);
    writeFileSync(result, text);
    writeFileSync(config, readFileSync(config, 'utf8').replace('rate: 0.5', 'rate: 0.75'));
    expect(await findings()).toMatchObject([
      { message: expect.stringContaining('differ in config'), mend: { options: ['--keep 1=journal'] } },
    ]);
  });

  it('finds trials and numbers of dead workers, says how the death is known, and what may be done', async () => {
    await deadWorker('dead');
    const session = await run.open('dead');
    await begin(session);
    await session.step({ decide: () => ({ reserve: 1 }) });
    expect(await findings()).toMatchObject([
      {
        code: 'stale-trial',
        trial: '1',
        worker: 'dead',
        evidence: [
          expect.stringContaining('is gone from this machine'),
          expect.stringMatching(/^last change of a file of the trial: \d{4}-/),
          expect.stringMatching(/^begun: \d{4}-/),
          expect.stringContaining('max_requeues is 3'),
        ],
        mend: { options: ['--mend', '--requeue 1', '--crash 1'] },
      },
      { code: 'reservation-left' },
      { code: 'worker-died', mend: { kind: 'mend' } },
    ]);
  });

  it('does not judge a worker of another machine at first sight', async () => {
    await register('far', { host: 'another-host' });
    createHeartbeat(run.root, 'far').beat();
    utimesSync(runLayout(run.root).beat('far'), 1_800_000_000, 1_800_000_000);
    await begin(await run.open('far'));
    const sight = await look();
    expect(sight.findings).toMatchObject([
      { code: 'worker-unknown', mend: { kind: 'wait', options: ['--wait'] } },
    ]);
    expect(sight).toMatchObject({
      healthy: true,
      workers: [
        {
          id: 'far',
          alive: null,
          known_by: expect.stringContaining('stood still for 0 s'),
          heartbeat_at: '2027-01-15T08:00:00.000Z',
        },
      ],
      journal_deletable: { may: false },
    });
  });

  it('finds what killed writers left, and what is not of the run', async () => {
    await finishedRun();
    const layout = runLayout(run.root);
    writeFileSync(join(layout.trial('1').directory, '.result.yaml.4242-0123abcd-7'), 'loss: 0');
    writeFileSync(join(layout.trial('1').directory, '.hidden.4242-0123abcd-7'), 'of the pipeline');
    writeFileSync(join(layout.workers, '.w1.beat.4242-0123abcd-8'), '');
    for (const folder of [layout.notes, layout.submissions]) {
      mkdirSync(folder);
      writeFileSync(join(folder, '.1.json.4242-0123abcd-9'), '');
    }
    mkdirSync(join(layout.results, '.config_3.4242'));
    mkdirSync(join(layout.results, 'config_9'));
    writeFileSync(join(layout.results, 'notes.txt'), '');
    writeFileSync(layout.claim('1', 2), '');
    expect(await codes()).toEqual(['folder-unreadable 9', 'leftover', 'claim-left', 'foreign-entry']);
    const [, leftover, , foreign] = await findings();
    expect(leftover?.evidence.toSorted()).toEqual([
      '.incumbent/notes/.1.json.4242-0123abcd-9',
      '.incumbent/submissions/.1.json.4242-0123abcd-9',
      '.incumbent/workers/.w1.beat.4242-0123abcd-8',
      'results/.config_3.4242',
      'results/config_1/.result.yaml.4242-0123abcd-7',
    ]);
    expect(foreign?.evidence).toEqual(['results/notes.txt']);
  });

  it('finds a lock whose holder died, and none in a lock that somebody holds', async () => {
    const layout = runLayout(run.root);
    renameSync(layout.freeLock, layout.lock);
    const owner = { holder: 'w1', ...ownIdentity() };
    writeFileSync(layout.lockOwner, JSON.stringify(owner));
    expect(await codes()).toEqual([]);
    writeFileSync(layout.lockOwner, JSON.stringify({ ...owner, pid: spawnSync('true').pid }));
    expect(await codes()).toEqual(['lock-left']);
  });

  it('finds a missing journal, a line that is none, and a worker of another run', async () => {
    await finishedRun();
    const layout = runLayout(run.root);
    writeFileSync(layout.journalOf('w1'), `${readFileSync(layout.journalOf('w1'), 'utf8')}{"op":\n`);
    expect(await look()).toMatchObject({ healthy: false, journal_deletable: { may: true } });
    await register('stray', { run_id: 'another' });
    expect(await codes()).toEqual(['journal-line', 'other-run']);
    rmSync(layout.journal, { recursive: true });
    expect(await codes()).toEqual(['journal-missing', 'other-run']);
  });

  it.each([
    ['record-missing', null],
    ['record-unreadable', 'format: ['],
    ['format-unknown', 'format: 2'],
  ])('explains a run without a record that it can go by: %s', async (code, text) => {
    await finishedRun();
    const { record } = runLayout(run.root);
    rmSync(record);
    if (text !== null) {
      writeFileSync(record, text);
    }
    expect(await look()).toMatchObject({
      healthy: false,
      run_id: null,
      findings: [{ code, evidence: ['results/ holds 2 folders of trials'], mend: { kind: 'hand' } }],
    });
  });
});
