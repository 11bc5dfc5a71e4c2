import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createJournalReader } from '#core/state/journal/journal-reader.ts';
import { createLineReader } from '#core/state/journal/line-reader.ts';
import { fc } from '#test/support/fast-check.ts';
import { temporaryRun } from '../run-fixture.ts';

let run: { readonly root: string; remove(): void };

beforeEach(async () => {
  run = await temporaryRun();
});
afterEach(() => run.remove());

const journal = (writer: string) => join(run.root, '.incumbent', 'journal', `${writer}.jsonl`);
const line = (seq: number, because = 'x') =>
  `${JSON.stringify({ op: 'release', fence: 1, seq, time: 1, number: seq, of: 'a', because })}\n`;

describe('the journal reader', () => {
  it('reads what is new and leaves an unfinished line for later', async () => {
    const reader = createJournalReader(run.root);
    expect(await reader.read()).toEqual([]);
    writeFileSync(journal('a'), line(1) + line(2).slice(0, 20));
    expect([...createJournalReader(run.root).readAllSync()].map(({ seq }) => seq)).toEqual([1]);
    const later = createJournalReader(run.root);
    expect((await later.read()).map(({ seq }) => seq)).toEqual([1]);
    expect(await later.read()).toEqual([]);
    appendFileSync(journal('a'), line(2).slice(20) + line(3));
    expect(await later.read()).toMatchObject([
      { seq: 2, writer: 'a' },
      { seq: 3, writer: 'a' },
    ]);
  });

  it('reads long journals to their end, at once or piece by piece', async () => {
    const count = 30_000;
    const long = (fence: number) =>
      Array.from({ length: count }, (_, index) => line(index, `${fence} ${'x'.repeat(60)}`)).join('');
    writeFileSync(journal('a'), long(1));
    writeFileSync(journal('b'), `${long(2)}${line(count).slice(0, 9)}`);
    expect([...createJournalReader(run.root).readAllSync()]).toHaveLength(2 * count);
    const reader = createJournalReader(run.root);
    let read = 0;
    for (let entries = await reader.read(); entries.length > 0; entries = await reader.read()) {
      read += entries.length;
    }
    expect(read).toBe(2 * count);
    appendFileSync(journal('b'), line(count).slice(9));
    expect([...reader.readAllSync()]).toMatchObject([{ seq: count, writer: 'b' }]);
  });

  it('reads journals that grew side by side nearly in the order in which they were written', async () => {
    const count = 20_000;
    for (const [index, writer] of ['a', 'b', 'c'].entries()) {
      const lines = Array.from({ length: count }, (_, at) =>
        line(at, 'y'.repeat(100)).replace('"fence":1', `"fence":${at * 3 + index}`),
      );
      writeFileSync(journal(writer), lines.join(''));
    }
    const reader = createJournalReader(run.root);
    const fences: number[] = [];
    for (let entries = await reader.read(); entries.length > 0; entries = await reader.read()) {
      fences.push(...entries.map(({ fence }) => fence));
    }
    expect(fences).toHaveLength(3 * count);
    const inOrder = [...fences].sort((x, y) => x - y);
    expect(Math.max(...fences.map((fence, at) => Math.abs(fence - (inOrder[at] ?? 0))))).toBeLessThan(3000);
  });

  it('skips lines that are none of ours, names them, and goes on behind them', () => {
    writeFileSync(journal('a'), `${line(1)}{"op":"rese\n\u0000\u0000\n[]\n${line(2)}`);
    const reader = createJournalReader(run.root);
    expect([...reader.readAllSync()].map(({ seq }) => seq)).toEqual([1, 2]);
    expect(reader.problems).toHaveLength(3);
    expect(reader.problems[0]).toMatchObject({ file: journal('a'), offset: line(1).length });
  });

  it('finds the journals of writers that join later', () => {
    const reader = createJournalReader(run.root);
    writeFileSync(journal('a'), line(1));
    expect([...reader.readAllSync()]).toHaveLength(1);
    writeFileSync(journal('b'), line(2));
    appendFileSync(
      join(run.root, '.incumbent', 'journal', 'writers'),
      `\n${JSON.stringify({ writer: 'b', host: 'elsewhere', pid: 1, started: null, space: '' })}\n`,
    );
    expect([...reader.readAllSync()]).toMatchObject([{ writer: 'b' }]);
  });

  it('stops looking at a writer that said it is done', () => {
    writeFileSync(
      journal('a'),
      `${JSON.stringify({ op: 'ended', fence: 1, seq: 1, time: 1, because: 'x' })}\n`,
    );
    const reader = createJournalReader(run.root);
    expect([...reader.readAllSync()]).toHaveLength(1);
    expect([...reader.finishedWriters()]).toEqual(['a']);
    appendFileSync(journal('a'), line(2));
    expect([...reader.readAllSync()]).toEqual([]);
  });

  it('never fails on any bytes and loses no line beside them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        writeFileSync(journal('a'), Buffer.concat([Buffer.from(bytes), Buffer.from(`\n${line(1)}`)]));
        const entries = [...createJournalReader(run.root).readAllSync()];
        expect(entries.at(-1)).toMatchObject({ op: 'release', seq: 1 });
      }),
      { numRuns: 100 },
    );
  });
});

describe('the line reader', () => {
  it('gives every line once, however the file grows and however little is asked for', async () => {
    const path = join(run.root, 'lines');
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => !text.includes('\n')),
          { maxLength: 30 },
        ),
        fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 10 }),
        async (texts, cuts) => {
          const whole = Buffer.from(texts.map((text) => `${text}\n`).join(''));
          writeFileSync(path, '');
          const reader = createLineReader(path);
          const seen: string[] = [];
          let written = 0;
          for (const cut of [...cuts, whole.length]) {
            appendFileSync(path, whole.subarray(written, written + cut));
            written = Math.min(whole.length, written + cut);
            const lines = cut % 2 === 0 ? reader.readSync(1) : await reader.read(1);
            seen.push(...lines.map(({ text }) => text));
          }
          expect(seen).toEqual(texts);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('reads long files in pieces', () => {
    const path = join(run.root, 'lines');
    const texts = Array.from({ length: 5000 }, (_, index) => `${index} ${'x'.repeat(index % 200)}`);
    writeFileSync(path, texts.map((text) => `${text}\n`).join(''));
    const reader = createLineReader(path);
    const seen: string[] = [];
    for (let lines = reader.readSync(1000); lines.length > 0; lines = reader.readSync(1000)) {
      seen.push(...lines.map(({ text }) => text));
    }
    expect(seen).toEqual(texts);
  });
});
