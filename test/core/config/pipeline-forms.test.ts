import { describe, expect, test } from 'vitest';
import { joinCommand, splitCommand } from '#core/config/settings/forms/pipeline-form.ts';
import { fc } from '#test/support/fast-check.ts';
import { marked, parse, spots } from './marked.ts';

const TAIL = '\npipeline_space: {lr: [0.1, 1.0], width: [1, 9]}\nmax_evaluations_total: 1\n';

function pipeline(form: string) {
  const run = parse(`evaluate_pipeline: ${form}${TAIL}`);
  expect(run.problems).toEqual([]);
  return run.settings?.evaluate_pipeline;
}

describe('a function in a file', () => {
  test.each([
    ['train.py:run', { kind: 'python', file: 'train.py', function: 'run' }],
    ['~/my code/train.py:run', { kind: 'python', file: '~/my code/train.py', function: 'run' }],
    ['C:\\x\\train.py:train', { kind: 'python', file: 'C:\\x\\train.py', function: 'train' }],
    ['/abs/größe.py:größe', { kind: 'python', file: '/abs/größe.py', function: 'größe' }],
    ['package.module:run', { kind: 'python-module', module: 'package.module', function: 'run' }],
    ['train:run', { kind: 'python-module', module: 'train', function: 'run' }],
    ['train.js:run', { kind: 'javascript', file: 'train.js', export: 'run' }],
    ['../train.mjs:default', { kind: 'javascript', file: '../train.mjs', export: 'default' }],
    ['D:/x/train.ts:$run', { kind: 'javascript', file: 'D:/x/train.ts', export: '$run' }],
  ])('%s', (form, expected) => {
    expect(pipeline(form)).toEqual({ ...expected, written: form });
  });
});

describe('a command', () => {
  test.each([
    [
      '{command: python train.py --lr {lr}}'.replace(': ', ': "').replace(/}$/, '"}'),
      ['python', 'train.py', '--lr', '{lr}'],
    ],
    ['{command: [python, train.py, "--lr={lr}", 3, 1.0]}', ['python', 'train.py', '--lr={lr}', '3', '1.0']],
    [`{command: 'sh -c "echo {width}" "two words"'}`, ['sh', '-c', 'echo {width}', 'two words']],
    [`{command: "awk '{print $1}' {pipeline_directory}/x"}`, ['awk', '{print $1}', '{pipeline_directory}/x']],
    ['{command: ./train.sh}', ['./train.sh']],
    ['\n  command:\n    - C:\\bin\\train.exe\n    - ""', ['C:\\bin\\train.exe', '']],
  ])('%s', (form, command) => {
    expect(pipeline(form)).toMatchObject({ kind: 'command', command });
  });

  test('as a text it is split as a shell would', () => {
    expect(splitCommand(String.raw`a 'b c' "d \"e\"" f\ g 'h'"i"j C:\x\y "" '\n'`)).toEqual([
      'a',
      'b c',
      'd "e"',
      'f g',
      'hij',
      String.raw`C:\x\y`,
      '',
      String.raw`\n`,
    ]);
  });

  test('however its arguments look, the written form splits into the same ones', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom(...`a '"\\ {}\n\té`) })), (words) => {
        expect(splitCommand(joinCommand(words))).toEqual(words);
      }),
    );
  });
});

describe('what is no pipeline', () => {
  test.each([
    ['a file without a function', '»train.py', 'pipeline-form', 'after a colon'],
    ['a Windows file without a function', '»C:\\x\\train.py', 'pipeline-form', 'after a colon'],
    ['a colon without a function', '»"train.py:"', 'pipeline-form', 'after a colon'],
    ['a call', '»train.py:run()', 'pipeline-form', '`run()`'],
    ['a method', '»train.py:Model.run', 'pipeline-form', '`Model.run`'],
    ['a path without an ending', '»src/train:run', 'pipeline-form', 'package.module:function'],
    ['a file of another language', '»train.rb:run', 'pipeline-form', '{command: …}'],
    ['a number', '»3', 'pipeline-form', 'the number 3'],
    ['a list', '»[python, train.py]', 'pipeline-form', 'a list of 2'],
    ['a mapping of something else', '»{file: train.py}', 'pipeline-form', '{command: …}'],
    ['a command with more beside it', '{command: a, »shell: true}', 'pipeline-form', '`shell`'],
    ['an empty command', '{command: »""}', 'command-form', 'a program'],
    ['a command without items', '{command: »[]}', 'command-form', 'a program'],
    ['a command of a list in a list', '{command: »[a, [b]]}', 'command-form', 'list of texts'],
    ['an open quote', `{command: »"a 'b"}`, 'command-form', 'closed quotes'],
    ['a placeholder that is no parameter', '{command: »"a {wdth}"}', 'placeholder-unknown', '{width}'],
    ['the same in a list', '{command: [a, b, »"--x={rate}"]}', 'placeholder-unknown', '{rate}'],
  ])('%s: %s', (_, form, code, word) => {
    const { text, places } = marked(`evaluate_pipeline: ${form}${TAIL}`);
    const run = parse(text);
    expect(spots(run)).toEqual([`${code} ${places[0]}`]);
    expect(run.problems[0]?.message).toContain(word);
  });
});

test('a placeholder may name a parameter that has an error itself', () => {
  const run = parse(
    'evaluate_pipeline: {command: "a {x}"}\npipeline_space: {x: [2, 1]}\nmax_evaluations_total: 1',
  );
  expect(spots(run)).toEqual(['bounds-reversed 2:21']);
});
