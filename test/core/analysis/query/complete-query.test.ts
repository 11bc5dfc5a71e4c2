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

function goingOn(text: string): readonly string[] {
  return completeQuery(text, text.length, FIELDS).options.map((option) => option.text);
}

describe('completion', () => {
  it('begins with names', () => {
    expect(goingOn('')).toContain('loss');
    expect(goingOn('opt')).toEqual(['optimizer']);
    expect(goingOn('loss < 1 and opt')).toEqual(['optimizer']);
  });

  it('offers comparisons that suit the name', () => {
    expect(goingOn('loss ')).toEqual(['<', '<=', '>', '>=', '==', '!=', 'in (', 'not in (']);
    expect(goingOn('optimizer ')).toEqual(['==', '!=', '~', 'in (', 'not in (']);
  });

  it('offers the values that a name can have, in quotes where they need some', () => {
    expect(goingOn('optimizer == ')).toEqual(['adam', '"sgd with momentum"']);
    expect(goingOn('optimizer in (adam, ')).toEqual(['adam', '"sgd with momentum"']);
    expect(goingOn('optimizer not in (')).toContain('adam');
    expect(goingOn('state == cr')).toEqual(['crashed']);
  });

  it('goes on after a comparison', () => {
    expect(goingOn('loss < 1 ')).toEqual(['and', 'or']);
    expect(goingOn('has cost ')).toEqual(['and', 'or']);
    expect(goingOn('star ')).toEqual(['and', 'or']);
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
