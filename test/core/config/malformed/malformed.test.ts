import { describe, expect, it } from 'vitest';
import { readNode } from '#core/config/document/read-document.ts';
import { editDocument } from '#core/config/edit/edit-document.ts';
import { parameterDrafts } from '#core/config/edit/parameters/parameter-draft.ts';
import { settingDrafts } from '#core/config/edit/setting-drafts.ts';
import type { ParsedRun } from '#core/config/run/parsed-run.ts';
import { errorsOf, marked, parse, runText, spots } from '../marked.ts';
import { HAND_WRITTEN } from './hand-written.ts';
import { mutantsOf } from './mutations.ts';
import { VALID_TEXTS } from './valid-texts.ts';

/** Of the mutants, how many must be told on the line that was changed; the others where two lines do not fit. */
const SHARE_ON_THE_LINE = 0.9;

const MUTANTS = Object.entries(VALID_TEXTS).flatMap(([name, text]) => mutantsOf(name, text));

/** Everything that the set-up screen does with a text; the engine's findings are the answer. */
function read(text: string): ParsedRun {
  const root = readNode(text);
  parameterDrafts(root);
  settingDrafts(root);
  expect(['edited', 'refused']).toContain(
    editDocument(text, { kind: 'set', path: ['pipeline_space', 'x'], source: '[1, 2]' }).kind,
  );
  return parse(text);
}

describe('malformed texts of people', () => {
  for (const [group, rows] of Object.entries(HAND_WRITTEN)) {
    it.each(rows)(`${group}: %s`, (_, source, code) => {
      const { text, places } = marked(source);
      const [first] = errorsOf(read(text));
      expect(`${first?.code} in line ${first?.line}`).toBe(`${code} in line ${places[0]?.split(':')[0]}`);
    });
  }

  it('that are not UTF-8 are named at the first place that was not understood', () => {
    const latin = Buffer.from(runText('x: [müde, wach]'), 'latin1').toString('utf8');
    expect(spots(read(latin), 'warning')).toEqual(['yaml-not-text 4:8']);
  });
});

describe('mutations of valid texts', () => {
  it.each(Object.entries(VALID_TEXTS))('%s is valid as it is', (_, text) => {
    expect(parse(text)).toMatchObject({ valid: true });
  });

  it('are many', () => {
    const handWritten = Object.values(HAND_WRITTEN).flat().length;
    expect(MUTANTS.length + handWritten).toBeGreaterThanOrEqual(900);
    expect(handWritten).toBeGreaterThanOrEqual(80);
  });

  it('are refused with a place each, and most of them on the line that was changed', () => {
    const unlocated: string[] = [];
    let onTheLine = 0;
    for (const { name, text, line } of MUTANTS) {
      const errors = errorsOf(read(text));
      if (errors.length === 0 || errors.some((error) => error.line === null || error.column === null)) {
        unlocated.push(name);
      }
      onTheLine += errors[0]?.line === line ? 1 : 0;
    }
    expect(unlocated).toEqual([]);
    expect(onTheLine / MUTANTS.length).toBeGreaterThanOrEqual(SHARE_ON_THE_LINE);
  });
});
