import { describe, expect, it } from 'vitest';
import { trialFields } from '#core/analysis/query/fields.ts';
import { readQuery } from '#core/analysis/query/read-query.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { fc } from '#test/support/fast-check.ts';
import { arbitraryTrials, success, trial } from '../trials.ts';

const number = { log: false, prior: null, prior_confidence: null, is_fidelity: false };
const SPACE: SearchSpace = [
  { kind: 'float', name: 'learning_rate', lower: 1e-4, upper: 1, ...number },
  { kind: 'float', name: 'weight decay', lower: 0, upper: 1, ...number },
  { kind: 'integer', name: 'cost', lower: 1, upper: 9, ...number },
  {
    kind: 'categorical',
    name: 'optimizer',
    choices: ['adam', 'sgd'],
    choice_kinds: ['string', 'string'],
    prior: null,
    prior_confidence: null,
  },
];

const config = { learning_rate: 0.01, 'weight decay': 0.1, cost: 3, optimizer: 'adam' };
const TRIALS: readonly Trial[] = [
  success(1, 0.1, 10, { config, worker: 'node-1', cost: 7, fidelity: 27, rung: 1 }),
  success(2, 0.3, 200, {
    config: { ...config, optimizer: 'sgd', 'weight decay': 0.5 },
    worker: 'node-2',
    sampled_at: null,
    started_at: '2026-01-31T12:00:00.000Z',
  }),
  trial(3, {
    state: 'failed',
    config: { ...config, cost: 9 },
    error: { type: 'ValueError', message: 'CUDA is out of memory', traceback: '' },
  }),
  trial(4, { state: 'evaluating', config }),
  trial('5_rung_1', { state: 'success', loss: 'NaN', config: { ...config, optimizer: 'sgd' } }),
];
const NOTES = new Map([
  ['2', { trial: '2', star: true, note: '' }],
  ['3', { trial: '3', star: false, note: 'look again' }],
]);
const FIELDS = trialFields({ space: SPACE, trials: TRIALS, notes: NOTES });

function found(text: string): string {
  const read = readQuery(text, FIELDS);
  if (read.kind === 'problem') {
    throw new Error(read.problem.message);
  }
  const { test } = read;
  return TRIALS.filter((each) => test === null || test(each))
    .map((each) => each.trial)
    .join(' ');
}

function problem(text: string): string {
  const read = readQuery(text, FIELDS);
  if (read.kind === 'query') {
    throw new Error('no problem was found');
  }
  const { from, to, message } = read.problem;
  return `${text.slice(from, to)}| ${message}`;
}

describe('a query', () => {
  it.each([
    ['', '1 2 3 4 5_rung_1'],
    ['loss < 0.2', '1'],
    ['loss<0.2', '1'],
    ['0.2 > loss', '1'],
    ['0.05 < loss <= 0.3', '1 2'],
    ['loss < 0.5 and optimizer == adam', '1'],
    ['loss < 0.5 && optimizer = sgd', '2'],
    ['optimizer == adam or loss > 0.2', '1 2 3 4'],
    ['not optimizer == adam', '2 5_rung_1'],
    ['optimizer == sgd and (loss < 1 or state == failed)', '2'],
    ['optimizer == sgd and loss < 1 or state == failed', '2 3'],
    ['optimizer in (adam, sgd) and state in [failed, evaluating]', '3 4'],
    ['optimizer not in (adam)', '2 5_rung_1'],
    ['state == FAILED', '3'],
    ['"weight decay" >= 0.5', '2'],
    ['`weight decay` == 0.5', '2'],
    ['config.optimizer == sgd', '2 5_rung_1'],
    ['worker ~ NODE', '1 2'],
    ['trial == 5_rung_1', '5_rung_1'],
    ['error == ValueError', '3'],
    ['rung == 1 and fidelity >= 27', '1'],
  ])('%s finds %s', (text, names) => {
    expect(found(text)).toBe(names);
  });

  it('takes names of ours before those of parameters, which are then reached by config.', () => {
    expect(found('cost == 7')).toBe('1');
    expect(found('config.cost == 9')).toBe('3');
  });

  it('compares a duration in seconds or with its unit', () => {
    expect(found('duration > 3min')).toBe('2');
    expect(found('duration <= 10')).toBe('1');
    expect(problem('duration > 3 and loss > 3min')).toBe('3min| loss has no unit; found 3min.');
    expect(problem('duration > 3weeks')).toBe(
      '3weeks| A duration has the unit ms, s, min, h or d; found 3weeks.',
    );
  });

  it('says of what is missing that a comparison is false and its opposite true', () => {
    expect(found('loss < 100')).toBe('1 2');
    expect(found('loss != 0.1')).toBe('2 3 4 5_rung_1');
    expect(found('has loss')).toBe('1 2');
    expect(found('loss == none')).toBe('3 4 5_rung_1');
    expect(found('loss == nan')).toBe('5_rung_1');
    expect(found('not has cost')).toBe('2 3 4 5_rung_1');
  });

  it('finds stars and notes', () => {
    expect(found('star')).toBe('2');
    expect(found('has note')).toBe('3');
    expect(found('note ~ AGAIN or star == true')).toBe('2 3');
  });

  it('looks for other words anywhere in a row', () => {
    expect(found('cuda memory')).toBe('3');
    expect(found('"out of memory" and state == failed')).toBe('3');
    expect(found('optimizer=sgd')).toBe('2 5_rung_1');
  });

  it('reads several objectives by their number', () => {
    const several = [trial(1, { state: 'success', loss: [0.5, 'NaN'] }), trial(2)];
    const read = readQuery('loss.1 < 1', trialFields({ space: null, trials: several, notes: new Map() }));
    expect(read.kind === 'query' && several.filter((each) => read.test?.(each))).toEqual([several[0]]);
  });
});

describe('a problem of a query', () => {
  it.each([
    [
      'los < 0.2',
      'los| A comparison begins with a name of the trials; los is none of them. Did you mean loss or cost?',
    ],
    ['loss <', '| Expected a value after <; the query ends.'],
    ['loss < and', 'and| Expected a value after <; found and.'],
    ['loss < adam', 'adam| loss is compared to a number; found adam.'],
    ['optimizer == adm', 'adm| optimizer is one of adam, sgd; found adm. Did you mean adam or sgd?'],
    ['optimizer < adam', '<| < compares numbers; optimizer has none. Use ==, !=, in, or ~ for a part of it.'],
    ['(loss < 1', '(| A parenthesis that is opened must be closed; this one is not.'],
    ['loss < 1)', ')| Expected and, or, or the end; found ).'],
    [
      'note == "never ends',
      '"never ends| A text in quotes must end with the quote that begins it; " is never closed.',
    ],
    ['state in failed', 'failed| Expected values in parentheses after in; found failed.'],
    ['state in (failed', '| Expected a comma or ); the query ends.'],
    [
      'loss and star',
      'loss| A name needs a comparison: loss < 1, or has loss. To look for the word, put it in quotes.',
    ],
    ['star == maybe', 'maybe| star is true or false; found maybe.'],
    ['loss < none', '<| none can be compared by == and != only; found <.'],
    [
      'loss ? 3',
      '? 3| A query has names, values, and, or, not, in, has, == != < <= > >= ~ and parentheses; found ?.',
    ],
  ])('%s: %s', (text, expected) => {
    expect(problem(text)).toBe(expected);
  });

  it('is all that any text can bring about', () => {
    const pieces = fc.constantFrom(
      'loss',
      '<',
      '0.2',
      'and',
      'not',
      '(',
      ')',
      'in',
      '"a',
      'has',
      ',',
      ' ',
      '~',
      '§',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces).map((all) => all.join(' ')),
        ),
        (text) => {
          const read = readQuery(text, FIELDS);
          expect(read.kind === 'query' || read.problem.from <= text.length).toBe(true);
        },
      ),
    );
  });
});

describe('any query', () => {
  it('and its opposite part the trials', () => {
    fc.assert(
      fc.property(
        arbitraryTrials,
        fc.constantFrom('loss < 3', 'cost >= 2', 'has cost', 'state == failed'),
        (trials, text) => {
          const fields = trialFields({ space: null, trials, notes: new Map() });
          const [is, isNot] = [readQuery(text, fields), readQuery(`not (${text})`, fields)];
          const count = (read: typeof is) =>
            read.kind === 'query' ? trials.filter((each) => read.test?.(each)).length : Number.NaN;
          expect(count(is) + count(isNot)).toBe(trials.length);
        },
      ),
    );
  });
});
