import { describe, expect, it } from 'vitest';
import { errorGroups, placeOfError } from '#core/analysis/trials/error-groups.ts';
import { STOPPED_ERROR } from '#core/contract/run/trial.ts';
import { at, trial } from '../trials.ts';

const PYTHON = `Traceback (most recent call last):
  File "/experiments/run.py", line 3, in train
    load()
  File "/experiments/data.py", line 12, in load
    raise ValueError('no data')
ValueError: no data
`;
const NODE = `TypeError: x is not a function
    at load (file:///experiments/data.mjs:7:11)
    at async train (file:///experiments/train.mjs:3:3)
`;

function failed(id: number, type: string, traceback: string) {
  return trial(id, { state: 'failed', ended_at: at(id), error: { type, message: `of ${id}`, traceback } });
}

describe('the place of an error', () => {
  it.each([
    [PYTHON, 'data.py:12 in load'],
    [NODE, 'data.mjs:7 in load'],
    ['    at file:///experiments/train.mjs:3:3', 'train.mjs:3'],
    ['    at C:\\me\\train.mjs:3:3', 'train.mjs:3'],
    ['', null],
    ['exit code 1', null],
  ])('is told by the traceback %j', (traceback, place) => {
    expect(placeOfError({ type: 'E', message: '', traceback })).toBe(place);
  });
});

describe('errors', () => {
  it('are grouped by kind and place, the most frequent first, the latest of each first', () => {
    const trials = [
      failed(1, 'TypeError', NODE),
      failed(2, 'ValueError', PYTHON),
      failed(3, 'ValueError', PYTHON.replace('line 12', 'line 13')),
      failed(4, 'ValueError', PYTHON),
      trial(5, { state: 'success', loss: 1 }),
    ];
    expect(
      errorGroups(trials).map(({ type, place, trials: of }) => [type, place, of.map((one) => one.trial)]),
    ).toEqual([
      ['ValueError', 'data.py:12 in load', ['4', '2']],
      ['TypeError', 'data.mjs:7 in load', ['1']],
      ['ValueError', 'data.py:13 in load', ['3']],
    ]);
  });

  it('without a traceback are grouped by what they say, whatever numbers are in it', () => {
    const said = (id: number, message: string) =>
      trial(id, { state: 'failed', ended_at: at(id), error: { type: 'Error', message, traceback: '' } });
    const trials = [
      said(1, 'out of memory: tried 2.5 GiB at 0x7f3a'),
      said(2, 'no such file'),
      said(3, 'out of memory: tried 16 GiB at 0x00ff'),
    ];
    expect(errorGroups(trials).map(({ trials: of }) => of.map((one) => one.trial))).toEqual([
      ['3', '1'],
      ['2'],
    ]);
  });

  it('that left no error are told by their state', () => {
    const trials = [trial(1, { state: 'crashed' }), trial(2, { state: 'failed' })];
    expect(errorGroups(trials).map(({ type, place }) => [type, place])).toEqual([
      ['Crashed', null],
      ['Failed', null],
    ]);
  });

  it('are not what a person stopped', () => {
    expect(errorGroups([failed(1, STOPPED_ERROR, '')])).toEqual([]);
  });
});
