import { describe, expect, test } from 'vitest';
import { mismatchWords, signatureMismatches } from '#core/config/signature/mismatches.ts';
import type { FunctionParameter } from '#core/contract/setup/pipeline.ts';

function argument(written: string): FunctionParameter {
  const [name = '', value] = written.split('=');
  const isAny = name.startsWith('**');
  return {
    name: name.replace('**', ''),
    annotation: null,
    default: value ?? null,
    kind: isAny ? 'any' : 'name',
  };
}

const words = (taken: readonly string[], names: readonly string[], complete = true) =>
  signatureMismatches({ name: 'train', parameters: taken.map(argument), complete }, 'python', names).map(
    (mismatch) => mismatchWords(mismatch, 'train'),
  );

describe('a function and a search space', () => {
  test('fit where each argument has its parameter; the engine gives its own', () => {
    expect(words(['lr', 'momentum=0.9', 'pipeline_directory', 'pipeline_id'], ['lr'])).toEqual([]);
  });

  test('do not where an argument has no value, or a parameter is not taken', () => {
    expect(words(['lr', 'momentum'], ['lr', 'width'])).toEqual([
      '`momentum` is an argument of `train` without a value: add it to the search space, or give it a default.',
      '`width` is in the search space, but `train` does not take it.',
    ]);
  });

  test.each([
    ['lr', 'learning_rate'],
    ['batchSize', 'batch_size'],
    ['mom', 'momentum'],
    ['learning_rte', 'learning_rate'],
    ['weight_decay', 'wd'],
  ])('call the same thing `%s` and `%s`', (parameter, taken) => {
    expect(words([taken], [parameter])).toEqual([
      `\`${parameter}\` is in the search space, \`train\` takes \`${taken}\`.`,
    ]);
    expect(words([`${taken}=1`], [parameter])).toHaveLength(1);
  });

  test('fit any parameter into `**kwargs`, and nothing is said where the text does not tell', () => {
    expect(words(['lr', '**others'], ['lr', 'width'])).toEqual([]);
    expect(words(['lr'], ['width'], false)).toEqual([]);
  });

  test('say of an argument by position what to do', () => {
    const parameters = [{ ...argument('x'), kind: 'position' as const }];
    const [mismatch] = signatureMismatches({ name: 'f', parameters, complete: true }, 'python', []);
    expect(mismatch && mismatchWords(mismatch, 'f')).toContain('remove the `/`');
  });
});
