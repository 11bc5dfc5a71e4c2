import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '#core/contract/value.ts';
import { type Bench, openBench, PYTHON, python } from './support.ts';

describe.skipIf(PYTHON === null)('the arguments of a Python function (needs Python)', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const evaluate = (name: string, config: Config) =>
    bench.evaluate(bench.host(python('signatures.py', name)), config);
  const messageOf = async (name: string, config: Config) => {
    const outcome = await evaluate(name, config);
    return outcome.kind === 'error' && outcome.error.type === 'InvalidArguments' ? outcome.error.message : '';
  };

  test('include what the signature names: folders as paths, the trial as text', async () => {
    const outcome = await evaluate('with_context', { x: 1 });
    expect(outcome).toMatchObject({
      kind: 'result',
      extra: [
        [expect.stringMatching(/^(Posix|Windows)Path$/), bench.folder],
        ['NoneType', 'None'],
        [expect.stringMatching(/^(Posix|Windows)Path$/), bench.folder],
        ['str', '7'],
      ],
    });
  });

  test('include the folder of the trial that is continued', async () => {
    const host = bench.host(python('signatures.py', 'with_context'));
    const call = { previousPipelineDirectory: `${bench.folder}/before` };
    const outcome = await bench.evaluate(host, { x: 1 }, call);
    const extra = outcome.kind === 'result' ? (outcome.extra as string[][]) : [];
    expect(basename(extra[1]?.[1] ?? '')).toBe('before');
  });

  test('are the configuration alone for **kwargs', async () => {
    expect(await evaluate('keywords', { a: 1, b: 2 })).toMatchObject({ extra: ['a', 'b'] });
    expect(await evaluate('one_named', { x: 1, a: 1, b: 2 })).toMatchObject({ extra: [true, ['a', 'b']] });
  });

  test('that do not fit are explained: another name', async () => {
    const message = await messageOf('train', { learning_rate: 0.1 });
    expect(message).toContain('train() takes `lr`, which the search space does not give');
    expect(message).toContain('the search space gives `learning_rate`, which train() does not take');
    expect(message).toContain('Rename one of them');
  });

  test('that do not fit are explained: one too many, one too few, by position only', async () => {
    expect(await messageOf('narrow', { width: 1 })).toContain('gives `width`, which narrow() does not take');
    expect(await messageOf('wide', { width: 1 })).toContain('wide() takes `learning_rate`');
    expect(await messageOf('by_position', { learning_rate: 1 })).toContain('by position only');
  });

  test('reach callable objects', async () => {
    expect(await evaluate('instance', { learning_rate: 0.5 })).toMatchObject({ kind: 'result', loss: 0.5 });
  });
});
