import { describe, expect, test } from 'vitest';
import { parse, spots } from './marked.ts';

const TEXT = 'evaluate_pipeline: a.py:f\nmax_evaluations_total: 1\npipeline_space: space.yaml\n';

describe('a space in a file of its own', () => {
  test.each([
    ['as the bare mapping', 'x: [0, 1]\ny: {lower: 1, upper: 9, prior: 3}\n'],
    ['under pipeline_space', 'pipeline_space:\n  x: [0, 1]\n  y: {lower: 1, upper: 9, prior: 3}\n'],
    [
      'in the file of another run',
      'pipeline_space:\n  x: [0, 1]\n  y: {lower: 1, upper: 9, prior: 3}\nseed: 3\n',
    ],
  ])('%s', (_, content) => {
    const run = parse(TEXT, { files: { 'space.yaml': content } });
    expect(run.problems).toEqual([]);
    expect(run.space).toMatchObject([{ name: 'x' }, { name: 'y', prior: 3 }]);
    expect(run.spaceFile).toBe('space.yaml');
  });

  test('is asked for by the path as it is written', () => {
    const asked: string[] = [];
    const text = TEXT.replace('space.yaml', '~/spaces/a b.yml');
    parse(text, { files: new Proxy({}, { get: (_, path) => void asked.push(String(path)) }) });
    expect(asked).toEqual(['~/spaces/a b.yml']);
  });

  test('has its problems in its own file and lines', () => {
    const files = { 'space.yaml': '# widths\nx: [3, 1]\n1y: 3\n' };
    const run = parse(`${TEXT}seed: x\n`, { files });
    expect(run.problems).toMatchObject([
      { file: 'run.yaml', line: 4, code: 'wrong-type', path: 'seed' },
      { file: 'space.yaml', line: 2, column: 4, code: 'bounds-reversed', path: 'pipeline_space.x' },
      { file: 'space.yaml', line: 3, column: 1, code: 'parameter-name', path: 'pipeline_space.1y' },
    ]);
  });

  test('that is not YAML is reported in its own lines', () => {
    const run = parse(TEXT, { files: { 'space.yaml': 'x: [0, 1\ny: 3\n' } });
    expect(run.problems).toMatchObject([{ file: 'space.yaml', line: 1, code: 'yaml-syntax' }]);
    expect(run.space).toBeNull();
  });

  test.each([
    ['that is missing', {}, 'file-missing', 'run.yaml', 'space.yaml'],
    ['that is empty', { 'space.yaml': '# later' }, 'space-form', 'space.yaml', 'found nothing'],
    ['that holds a list', { 'space.yaml': '- 1' }, 'space-form', 'space.yaml', 'a mapping of parameters'],
  ])('%s', (_, files, code, file, word) => {
    const run = parse(TEXT, { files });
    expect(run.problems).toMatchObject([{ code, file, message: expect.stringContaining(word) }]);
    expect(run.space).toBeNull();
  });

  test.each([
    ['Python', 'space.py', 'space-form', '(.yaml, .yml)'],
    ['a name', 'small', 'space-form', '`small`'],
  ])('of %s is refused', (_, path, code, word) => {
    const run = parse(TEXT.replace('space.yaml', path), { files: { [path]: '{}' } });
    expect(spots(run)).toEqual([`${code} 3:17`]);
    expect(run.problems[0]?.message).toContain(word);
  });

  test('of ConfigSpace JSON is read like one in YAML', () => {
    const json = '{"hyperparameters": [{"type": "uniform_int", "name": "width", "lower": 1, "upper": 9}]}';
    const run = parse(TEXT.replace('space.yaml', 'space.json'), { files: { 'space.json': json } });
    expect(run.problems).toEqual([]);
    expect(run.spaceFile).toBe('space.json');
    expect(run.space).toMatchObject([{ kind: 'integer', name: 'width', lower: 1, upper: 9 }]);
    expect(run.places.get('pipeline_space.width.upper')).toMatchObject({ file: 'space.json', line: 1 });
  });
});
