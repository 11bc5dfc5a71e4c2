import { describe, expect, it } from 'vitest';
import { isInDocument, isSaidInPlace, sectionOf } from '#renderer/features/new-run/check/problem-place.ts';

describe('the section of a problem', () => {
  it.each([
    ['pipeline_space.width.lower', 'space'],
    ['optimizer.eta', 'optimizer'],
    ['optimiser', 'optimizer'],
    ['max_evaluations_total', 'budget'],
    ['incumbent.max_duration', 'budget'],
    ['max_evaluation_total', 'budget'],
    ['ignore_errors', 'errors'],
    ['incumbent.heartbeat', 'workers'],
    ['evaluate_pipeline', 'pipeline'],
    [null, 'pipeline'],
  ])('of %s is %s', (path, section) => {
    expect(sectionOf({ path, code: 'other' })).toBe(section);
  });

  it.each([
    ['pipline_space', 'space'],
    ['root_directoy', 'pipeline'],
    ['ignore_error', 'errors'],
    ['max_duration', 'budget'],
    ['sead', 'workers'],
  ] as const)('of the misspelt %s is that of what it means, %s', (path, section) => {
    expect(sectionOf({ path, code: 'unknown-key' })).toBe(section);
  });

  it('of a missing budget is budget, though it is about the text as a whole', () => {
    expect(sectionOf({ path: null, code: 'no-budget' })).toBe('budget');
  });
});

describe('the place of a problem', () => {
  const document = { file: '/code/run.yaml', space: { written: 'space.yaml' } };

  it.each([
    [null, true],
    ['/code/run.yaml', true],
    ['space.yaml', true],
    ['/code/train.py', false],
  ])('in %s is in the document: %s', (file, expected) => {
    expect(isInDocument({ file }, document)).toBe(expected);
  });
});

it.each([
  ['root_directory', 'root-unsafe', true],
  ['root_directory', 'permission-denied', true],
  ['root_directory', 'wrong-type', false],
  [null, 'root-unsafe', false],
  ['incumbent.env.API_KEY', 'secret-kept', true],
  ['incumbent.env.API_KEY', 'wrong-type', false],
])(
  'is said at the field of %s, so not below its section as well, where it is %s: %s',
  (path, code, expected) => {
    expect(isSaidInPlace({ path, code })).toBe(expected);
  },
);
