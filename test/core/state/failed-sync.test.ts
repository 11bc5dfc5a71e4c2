import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installWriteHook } from '#core/platform/write-port.ts';
import { createJournalReader } from '#core/state/journal/journal-reader.ts';
import { runLayout } from '#core/state/layout.ts';
import { createLedger } from '#core/state/ledger/ledger.ts';
import { begin, report, runUnderTest, success } from './diagnosis/eventful-run.ts';

let run: Awaited<ReturnType<typeof runUnderTest>>;

beforeEach(async () => {
  run = await runUnderTest();
});
afterEach(() => {
  installWriteHook(null);
  run.remove();
});

/** The disk fails at the next so many of these steps. */
function failAt(failing: string, times: number): void {
  let left = times;
  installWriteHook({
    before(step) {
      if (step === failing && left > 0) {
        left -= 1;
        throw Object.assign(new Error('the disk failed'), { code: 'EIO' });
      }
    },
    after: () => undefined,
  });
}

const linesOf = (writer: string, op: string) =>
  readFileSync(runLayout(run.root).journalOf(writer), 'utf8').match(new RegExp(`"op":"${op}"`, 'g'))?.length;

describe('a sync that fails', () => {
  it('promises nothing; the step may be repeated, which writes the same lines once more and counts them once', async () => {
    const session = await run.open('w1');
    await report(session, await begin(session), success(0.5));
    const claim = await begin(session);
    failAt('journal.sync', 2);
    for (let tries = 0; tries < 2; tries += 1) {
      await expect(report(session, claim, success(0.25))).rejects.toMatchObject({ code: 'io' });
    }
    await report(session, claim, success(0.25));
    // The first result is safe and is not touched; the second one stands there as often as it was tried.
    expect(linesOf('w1', 'report')).toBe(1 + 3);
    await report(session, await begin(session), success(0.75));
    expect(linesOf('w1', 'report')).toBe(1 + 3 + 1);
    const ledger = createLedger();
    ledger.apply(createJournalReader(run.root).readAllSync());
    expect(ledger.completed.map(({ loss }) => loss)).toEqual([0.5, 0.25, 0.75]);
    expect(ledger.all).toEqual(session.ledger.all);
    expect(ledger.otherReports(claim.trial)).toEqual([]);
  });
});

describe('a disk that refuses for a while', () => {
  it.each(['metadata.rename', 'outcome.rename', 'trial.place', 'lock.sign', 'outcome.remove'])(
    'is named with what stood in the way at %s, also where nothing can be removed any more',
    async (step) => {
      const other = await run.open('w1');
      await report(other, await begin(other), success(0.5));
      const session = await run.open('w2');
      const failing = [step, 'metadata.discard', 'outcome.discard', 'trial.discard'];
      installWriteHook({
        before(at) {
          if (failing.includes(at)) {
            throw Object.assign(new Error('only to be read'), { code: 'EROFS' });
          }
        },
        after: () => undefined,
      });
      const error = { type: 'ValueError', message: 'x', traceback: '' };
      const act = async () => report(session, await begin(session), { kind: 'failed', error, cost: null });
      await expect(act()).rejects.toMatchObject({ code: 'read-only-disk', details: { errno: 'EROFS' } });
    },
  );
});
