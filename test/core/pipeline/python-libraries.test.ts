import { execFileSync } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Bench, openBench, PYTHON, python } from './support.ts';

function isInstalled(module: string): boolean {
  try {
    execFileSync(PYTHON?.path ?? '', ['-c', `import ${module}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Importing the larger ones takes seconds of the processor alone. */
describe('the scalars and arrays of a library', { timeout: 900_000 }, () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  const evaluate = (name: string) => bench.evaluate(bench.host(python('libraries.py', name)));

  test('are results: numpy', async (context) => {
    context.skip(!isInstalled('numpy'), 'needs Python with numpy');
    expect(await evaluate('with_numpy')).toMatchObject({
      kind: 'result',
      loss: 0.5,
      cost: 2,
      learningCurve: [1, Number.NaN, 0.5],
      extra: {
        matrix: [
          [1, 0],
          [0, 1],
        ],
        flag: true,
        count: 3,
        large: expect.stringContaining('array('),
      },
    });
    expect(await evaluate('numpy_scalar')).toMatchObject({ kind: 'result', loss: 0.25 });
    expect(await evaluate('numpy_array')).toMatchObject({
      kind: 'error',
      error: { message: expect.stringContaining('a numpy.ndarray (array([0.1, 0.2]))') },
    });
  });

  test('are results: PyTorch', async (context) => {
    context.skip(!isInstalled('torch'), 'needs Python with torch');
    expect(await evaluate('with_torch')).toMatchObject({
      kind: 'result',
      loss: 0.5,
      learningCurve: [1, 0.5],
      extra: { loss: 0.5, w: [1, 1] },
    });
    expect(await evaluate('torch_scalar')).toMatchObject({ kind: 'result', loss: 0.25 });
  });
});
