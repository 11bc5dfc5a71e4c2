import { describe, expect, it } from 'vitest';
import { movedDocument, withMovedPaths } from '#renderer/features/new-run/documents/save/moved-document.ts';

const RUN = `evaluate_pipeline: code/train.py:train  # ours
pipeline_space: ./space.json
root_directory: results/a
optimizer: {name: "own.js:Mine", eta: 3}
incumbent:
  python: .venv/bin/python
`;
const SPACE = { written: './space.json', text: '{}' };

function pathsOf(text: string, from = '/runs', path = '/other/run.yaml') {
  return movedDocument({ text, space: null }, from, path).paths;
}

describe('a document that is saved in another folder', () => {
  it('means the same there with its relative paths written anew', () => {
    const { paths } = movedDocument({ text: RUN, space: SPACE }, '/runs', '/other/run.yaml');
    expect(paths.map(({ key, before, after }) => [key, before, after])).toEqual([
      ['evaluate_pipeline', 'code/train.py:train', '/runs/code/train.py:train'],
      ['pipeline_space', './space.json', '/runs/space.json'],
      ['root_directory', 'results/a', '/runs/results/a'],
      ['optimizer.name', 'own.js:Mine', '/runs/own.js:Mine'],
      ['incumbent.python', '.venv/bin/python', '/runs/.venv/bin/python'],
    ]);
    expect(withMovedPaths(RUN, paths)).toBe(`evaluate_pipeline: /runs/code/train.py:train  # ours
pipeline_space: /runs/space.json
root_directory: /runs/results/a
optimizer: {name: "/runs/own.js:Mine", eta: 3}
incumbent:
  python: /runs/.venv/bin/python
`);
  });

  it('has shorter paths in a folder above', () => {
    const paths = pathsOf(
      'root_directory: ../a\npipeline_space: space.yaml\n',
      '/runs/mine',
      '/runs/run.yaml',
    );
    expect(paths.map(({ after }) => after)).toEqual(['mine/space.yaml', 'a']);
  });

  it('keeps paths from the root or from home, names of programs and modules, and spaces in the text', () => {
    const text = `evaluate_pipeline: package.train:train
pipeline_space: {x: [0, 1]}
root_directory: ~/runs/a
optimizer: hyperband
incumbent: {python: python3}
`;
    expect(pathsOf(text)).toEqual([]);
    expect(pathsOf('evaluate_pipeline: /a/train.py:train\nroot_directory: /a/b\n')).toEqual([]);
  });

  it('finds the program of a command again, whose other arguments stay', () => {
    const text = 'evaluate_pipeline:\n  command: ./train.sh --data ./data "{lr}"\n';
    const paths = pathsOf(text);
    expect(paths).toMatchObject([{ before: './train.sh', after: '/runs/train.sh' }]);
    expect(withMovedPaths(text, paths)).toBe(
      'evaluate_pipeline:\n  command: [/runs/train.sh, "--data", ./data, "{lr}"]\n',
    );
    expect(pathsOf('evaluate_pipeline: {command: [python, train.py]}\n')).toEqual([]);
  });

  it('says where only the YAML itself can be changed', () => {
    const text = 'root_directory: &a results/a\nseed: 1\nincumbent: {note: *a}\n';
    expect(pathsOf(text)).toMatchObject([{ key: 'root_directory', after: null, edits: [] }]);
  });

  it('may have a copy of its space beside it, unless that lies in another folder', () => {
    const beside = (written: string) =>
      movedDocument({ text: '', space: { written, text: 'x: 1\n' } }, '/runs', '/other/run.yaml').beside;
    expect(beside('./space.yaml')).toEqual({ path: '/other/space.yaml', text: 'x: 1\n' });
    expect(beside('space.json')?.path).toBe('/other/space.json');
    expect(beside('../space.yaml')).toBeNull();
    expect(beside('/runs/space.yaml')).toBeNull();
  });

  it('stays what it is in its own folder', () => {
    const same = movedDocument({ text: RUN, space: SPACE }, '/runs', '/runs/second.yaml');
    expect(same).toEqual({ paths: [], beside: null });
  });
});
