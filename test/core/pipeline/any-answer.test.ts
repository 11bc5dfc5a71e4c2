import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseChildMessage } from '#core/pipeline/child/child-protocol.ts';
import { plainJson } from '#core/pipeline/child/plain-json.ts';
import { commandResult, resultFilesBefore } from '#core/pipeline/command/command-result.ts';
import { RETURNED_VALUE } from '#core/pipeline/javascript/load-function.ts';
import type { EvaluationOutcome } from '#core/pipeline/pipeline.ts';
import { InvalidResult, readResult } from '#core/pipeline/read-result.ts';
import { createJournalReader } from '#core/state/journal/journal-reader.ts';
import { createLedger } from '#core/state/ledger/ledger.ts';
import type { EvaluationReport } from '#core/state/session/step.ts';
import { anyDamage } from '#test/core/state/damage.ts';
import { begin, report, runUnderTest } from '#test/core/state/diagnosis/eventful-run.ts';
import { fc } from '#test/support/fast-check.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { type Bench, javascript, openBench } from './support.ts';

const ANSWER = { loss: 0.5, cost: 2, learning_curve: [1, 0.5], extra: { deep: [1.5, 'no', null], n: 1 } };
const MESSAGE = { kind: 'result', id: 1, ...ANSWER };
const QUIET = { note: () => undefined, notFinite: String };

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'incumbent-answer-'));
});
afterAll(() => removeFolder(folder));

/** What a command is taken to have answered; null where it is told that this is no result. */
async function answerOf(written: Buffer, how: string): Promise<EvaluationOutcome | null> {
  const directory = mkdtempSync(join(folder, 'trial-'));
  const before = await resultFilesBefore(directory);
  if (how !== 'stdout') {
    writeFileSync(join(directory, how), written);
  }
  const stdout = how === 'stdout' ? written.toString('utf8') : '';
  try {
    return await commandResult({ directory, before, stdout, note: () => undefined });
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(InvalidResult);
    return null;
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function reportOf(outcome: EvaluationOutcome): EvaluationReport {
  if (outcome.kind !== 'result') {
    throw new Error('a command that ended well has a result or none');
  }
  const { loss, cost, learningCurve: learning_curve, extra, extraFloats: extra_floats } = outcome;
  return { kind: 'success', loss, cost, learning_curve, extra, extra_floats };
}

/** Finite, and not -0, which JSON does not tell from 0. */
const anyLoss = fc.double({ noNaN: true, noDefaultInfinity: true }).map((loss) => loss + 0);

const nested = (depth: number, inner: string) => `${'['.repeat(depth)}${inner}${']'.repeat(depth)}`;

describe('any bytes as an answer', () => {
  it('are a message of a child or none', () => {
    fc.assert(
      fc.property(anyDamage, (damage) => {
        const line = damage.apply(Buffer.from(JSON.stringify(MESSAGE))).toString('utf8');
        const message = parseChildMessage(line);
        expect(message === null || typeof message.kind === 'string').toBe(true);
      }),
      { numRuns: 2000 },
    );
    for (const depth of [1_000, 100_000]) {
      const line = `{"kind":"result","id":1,"loss":1,"cost":null,"learning_curve":null,"extra":${nested(depth, '1')}}`;
      expect([null, 'result']).toContain(parseChildMessage(line)?.kind ?? null);
    }
  });

  it('between the answers of a function are passed over, and its own answer counts', async () => {
    const bench: Bench = await openBench();
    const host = bench.host(javascript('noise.mjs', 'noise'));
    try {
      await fc.assert(
        fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), anyLoss, async (bytes, loss) => {
          const config = { bytes: Buffer.from(bytes).toString('base64'), loss };
          expect(await bench.evaluate(host, config)).toMatchObject({ kind: 'result', loss });
        }),
        { numRuns: 40 },
      );
    } finally {
      await bench.close();
    }
  });

  it('of a command are a result or are told to be none, in a file and on its output', async () => {
    const how = fc.constantFrom('stdout', 'result.json', 'result.yaml', 'result.yml');
    await fc.assert(
      fc.asyncProperty(how, anyDamage, async (where, damage) => {
        const outcome = await answerOf(damage.apply(Buffer.from(JSON.stringify(ANSWER))), where);
        expect(outcome === null || outcome.kind === 'result').toBe(true);
      }),
      { numRuns: 600 },
    );
    for (const where of ['stdout', 'result.json', 'result.yaml']) {
      for (const depth of [900, 3_000, 100_000]) {
        const written = Buffer.from(`{"loss": 1, "extra": ${nested(depth, '0.5')}}`);
        await expect(answerOf(written, where), `${where}, ${depth} deep`).resolves.not.toBeUndefined();
      }
    }
  });

  it('are kept as they were taken: the journal and the worker agree on them', async () => {
    const run = await runUnderTest();
    const session = await run.open('w1');
    try {
      await fc.assert(
        fc.asyncProperty(anyDamage, async (damage) => {
          const outcome = await answerOf(damage.apply(Buffer.from(JSON.stringify(ANSWER))), 'result.json');
          fc.pre(outcome !== null);
          const claim = await begin(session);
          await report(session, claim, reportOf(outcome));
          const replayed = createLedger();
          replayed.apply(createJournalReader(run.root).readAllSync());
          expect(replayed.get(claim.trial)).toEqual(session.ledger.get(claim.trial));
          expect(replayed.get(claim.trial)?.state).toBe('success');
        }),
        { numRuns: 60 },
      );
    } finally {
      run.remove();
    }
  });
});

describe('any value that a function returns', () => {
  const anything = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withTypedArray: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
  });

  it('is a result or is told to be none', () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.record({ loss: fc.double(), extra: anything })), (value) => {
        try {
          const { loss, extra } = readResult(value, RETURNED_VALUE);
          expect(typeof loss).toBe('number');
          expect(typeof JSON.stringify(plainJson(extra, 'extra', QUIET))).toBe('string');
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(InvalidResult);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('may hold itself, however often', () => {
    const list: unknown[] = [];
    list.push(list, list, list, { list });
    const notes: string[] = [];
    const json = plainJson({ list }, 'extra', { ...QUIET, note: (text) => notes.push(text) });
    expect(JSON.stringify(json)).toContain('Circular');
    expect(notes[0]).toContain('extra.list[0]');
  });
});
