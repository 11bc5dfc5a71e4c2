import { appendFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createJournalReader } from '#core/state/journal/journal-reader.ts';
import { runLayout } from '#core/state/layout.ts';
import { temporaryRun } from '#test/core/state/run-fixture.ts';

let run: { readonly root: string; remove(): void };
beforeEach(async () => {
  run = await temporaryRun();
});
afterEach(() => run.remove());

const sample = (config: string, more = '') =>
  `{"op":"sample","fence":1,"seq":1,"time":1,"number":1,"trial":"1","config":${config},"bracket":null,"rung":null,"fidelity":null,"attempt":1${more}}\n`;

it('a line of a journal that names __proto__ is skipped and reported; the lines around it count', async () => {
  const file = runLayout(run.root).journalOf('a');
  appendFileSync(file, sample('{"x":1}'));
  appendFileSync(file, sample('{"x":1}', ',"__proto__":{"op":"delete"}').replace('"seq":1', '"seq":2'));
  appendFileSync(file, sample('{"__proto__":5}').replace('"seq":1', '"seq":3'));
  appendFileSync(file, sample('{"x":2}').replace('"seq":1', '"seq":4'));
  appendFileSync(file, sample('{"\\u005f_proto__":5}').replace('"seq":1', '"seq":5'));
  appendFileSync(file, sample('{"x":"a text about __proto__"}').replace('"seq":1', '"seq":6'));
  const reader = createJournalReader(run.root);
  expect((await reader.read()).map(({ seq }) => seq)).toEqual([1, 4, 6]);
  expect(reader.problems.map(({ message }) => message)).toEqual(
    Array(3).fill('A line of a journal has no key `__proto__`: it is skipped.'),
  );
});
