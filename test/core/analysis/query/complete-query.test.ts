import { describe, expect, it } from 'vitest';
import { completeQuery, quotedWhereNeeded } from '#core/analysis/query/complete-query.ts';
import { trialFields } from '#core/analysis/query/fields.ts';
import { readQuery } from '#core/analysis/query/read-query.ts';
import { trial } from '../trials.ts';

const FIELDS = trialFields({
  space: [
    {
      kind: 'categorical',
      name: 'optimizer',
      choices: ['adam', 'sgd with momentum'],
      choice_kinds: ['string', 'string'],
      prior: null,
      prior_confidence: null,
    },
  ],
  trials: [trial(1)],
  notes: new Map(),
});

function after(text: string): readonly string[] {
  return completeQuery(text, text.length, FIELDS).options.map((option) => option.text);
}

describe('completion', () => {
  it('begins with names', () => {
    expect(after('')).toContain('loss');
    expect(after('opt')).toEqual(['optimizer']);
    expect(after('loss < 1 and opt')).toEqual(['optimizer']);
  });

  it('offers comparisons that suit the name', () => {
    expect(after('loss ')).toEqual(['<', '<=', '>', '>=', '==', '!=', 'in (', 'not in (']);
    expect(after('optimizer ')).toEqual(['==', '!=', '~', 'in (', 'not in (']);
  });

  it('offers the values that a name can have, in quotes where they need some', () => {
    expect(after('optimizer == ')).toEqual(['adam', '"sgd with momentum"']);
    expect(after('optimizer in (adam, ')).toEqual(['adam', '"sgd with momentum"']);
    expect(after('optimizer not in (')).toContain('adam');
    expect(after('state == cr')).toEqual(['crashed']);
  });

  it('goes on after a comparison', () => {
    expect(after('loss < 1 ')).toEqual(['and', 'or']);
    expect(after('has cost ')).toEqual(['and', 'or']);
    expect(after('star ')).toEqual(['and', 'or']);
  });

  it('takes the place of the word at the caret alone', () => {
    expect(completeQuery('los < 1', 3, FIELDS)).toMatchObject({ from: 0, to: 3 });
    expect(completeQuery('los < 1', 3, FIELDS).options.map(({ text }) => text)).toEqual(['loss']);
  });

  it('offers only what can be read', () => {
    for (const name of FIELDS.all.map((each) => each.name)) {
      expect(readQuery(`has ${quotedWhereNeeded(name)}`, FIELDS).kind).toBe('query');
    }
    for (const odd of ['a b', 'and', '3', 'say "hi"', 'nan', '']) {
      expect(readQuery(`note == ${quotedWhereNeeded(odd)}`, FIELDS).kind).toBe('query');
    }
  });
});
