import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changeRunRecord } from '#core/state/journal/change-record.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { openSession } from '#core/state/session/worker-session.ts';
import { recordOf, sampleOf } from '../run-fixture.ts';
import { begin, finished, sessionsOfThisFile, success } from '../sessions.ts';

const { root, open, sessions } = sessionsOfThisFile();

describe('a worker session', () => {
  it('that has ended may be closed, and costs nobody a file that was opened since', async () => {
    const session = await open('w1');
    await begin(session);
    await session.end('done');
    const path = join(root(), 'other');
    const descriptor = openSync(path, 'w');
    session.close();
    writeSync(descriptor, 'whole');
    closeSync(descriptor);
    expect(readFileSync(path, 'utf8')).toBe('whole');
  });

  it('writes nothing into a root that was replaced', async () => {
    const session = await open('w1');
    const claim = await begin(session);
    renameSync(root(), `${root()}-old`);
    await expect(session.step({})).rejects.toMatchObject({ code: 'root-replaced' });
    await createRun(root(), recordOf({ run_id: 'another' }));
    expect(session.lookAtRoot()).toBe('replaced');
    await expect(session.step({ reports: [finished(claim, success(1))] })).rejects.toMatchObject({
      code: 'root-replaced',
    });
    await expect(session.begin({ number: 2, fence: 1 }, sampleOf(1))).rejects.toMatchObject({
      code: 'root-replaced',
    });
    renameSync(root(), `${root()}-other`);
    expect(session.lookAtRoot()).toBe('gone');
    writeFileSync(root(), 'a file');
    expect(session.lookAtRoot()).toBe('gone');
    rmSync(root());
    renameSync(`${root()}-other`, root());
    const untouched = await openSession(root(), 'w2');
    sessions.push(untouched);
    expect(untouched.ledger.size).toBe(0);
    expect(existsSync(join(root(), '.incumbent', 'journal', 'fences', '1'))).toBe(false);
  });

  it('works on with settings that were changed meanwhile', async () => {
    const session = await open('w1');
    await changeRunRecord(root(), (record) => ({
      ...record,
      settings: { ...record.settings, max_evaluations_total: 20 },
    }));
    await session.step({});
    expect(session.record.settings.max_evaluations_total).toBe(20);
    expect((await begin(session)).trial).toBe('1');
  });

  it('refuses a name that a writer had before', async () => {
    await open('w1');
    await expect(openSession(root(), 'w1')).rejects.toMatchObject({ code: 'io' });
  });
});
