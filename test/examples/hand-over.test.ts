import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findPython } from '#core/pipeline/interpreters/interpreter.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const EXAMPLES = fileURLToPath(new URL('../../assets/examples', import.meta.url));
const PYTHON = await findPython({ setting: null, file: null, env: process.env }).catch(() => null);

type Result = { readonly loss: number; readonly learning_curve: readonly number[] };

/** Trains in `directory`, going on from `previous`. */
type Train = (epochs: number, directory: string, previous: string | null) => Promise<Result>;

const CONFIG = { learning_rate: 0.1, hidden_units: 8, activation: 'tanh', weight_decay: 1e-4 };

const PROGRAM = `
import json, pathlib, sys
import digits_stdlib
config, directory, previous = json.loads(sys.argv[1])
path = lambda text: None if text is None else pathlib.Path(text)
result = digits_stdlib.train(**config, pipeline_directory=path(directory), previous_pipeline_directory=path(previous))
print(json.dumps(result))
`;

describe('an example that continues a trial with more epochs', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'incumbent-hand-over-'));
    await cp(EXAMPLES, folder, { recursive: true });
  });
  afterAll(() => removeFolder(folder));

  async function directory(name: string): Promise<string> {
    const path = join(folder, name);
    await mkdir(path);
    return path;
  }

  /** The epochs that were trained before are not trained again, and make no difference. */
  async function expectContinuation(train: Train, language: string): Promise<void> {
    const [first, second, whole] = await Promise.all(
      ['first', 'second', 'whole'].map((name) => directory(`${language}-${name}`)),
    );
    if (first === undefined || second === undefined || whole === undefined) {
      throw new Error('three directories were made');
    }
    const short = await train(2, first, null);
    const continued = await train(4, second, first);
    const uninterrupted = await train(4, whole, null);
    expect(short.learning_curve).toHaveLength(2);
    expect(continued.learning_curve.slice(0, 2)).toEqual(short.learning_curve);
    expect(continued.learning_curve).toEqual(uninterrupted.learning_curve);
    expect(continued.loss).toBe(uninterrupted.loss);
    const noMore = await train(2, await directory(`${language}-again`), first);
    expect(noMore.learning_curve).toEqual(short.learning_curve);
  }

  test('in JavaScript trains only those that are missing, to the same result', async () => {
    const { train } = await import(pathToFileURL(join(folder, 'digits.mjs')).href);
    await expectContinuation(
      async (epochs, pipelineDirectory, previousPipelineDirectory) =>
        train(
          { ...CONFIG, momentum: 0.8, batch_size: 32, epochs },
          { pipelineDirectory, previousPipelineDirectory },
        ),
      'javascript',
    );
  });

  test('in Python trains only those that are missing, to the same result', async (context) => {
    const python = PYTHON?.path;
    if (python === undefined) {
      context.skip(true, 'needs Python');
      return;
    }
    await expectContinuation(async (epochs, directoryOfTrial, previous) => {
      const given = JSON.stringify([{ ...CONFIG, epochs }, directoryOfTrial, previous]);
      const answer = execFileSync(python, ['-c', PROGRAM, given], { cwd: folder, encoding: 'utf8' });
      return JSON.parse(answer.trim().split('\n').at(-1) ?? '') as Result;
    }, 'python');
  });
});
