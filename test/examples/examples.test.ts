import { execFileSync } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseRun } from '#core/config/run/parse-run.ts';
import type { Pipeline } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { resolveOptimizer } from '#core/optimizers/registry.ts';
import { findPython } from '#core/pipeline/interpreters/interpreter.ts';
import { locatePipeline } from '#core/pipeline/source/locate.ts';
import { type OneEvaluation, testOnce } from '#core/pipeline/test-once.ts';
import { createRng } from '#core/space/rng.ts';
import { sampleUniform } from '#core/space/sampling.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const EXAMPLES = fileURLToPath(new URL('../../assets/examples', import.meta.url));
const PYTHON = await findPython({ setting: null, file: null, env: process.env }).catch(() => null);

/** What is missing to run an example, in words; empty where nothing is. */
function missing(...modules: readonly string[]): string {
  if (PYTHON === null) {
    return 'Python';
  }
  const absent = modules.filter((module) => {
    try {
      execFileSync(PYTHON.path, ['-c', `import ${module}`], { stdio: 'ignore' });
      return false;
    } catch {
      return true;
    }
  });
  return absent.join(', ');
}

type ParsedExample = { readonly pipeline: Pipeline; readonly space: SearchSpace };

async function parse(file: string): Promise<ParsedExample> {
  const text = await readFile(file, 'utf8');
  const parsed = parseRun({ text, file, readText: () => null });
  expect(parsed.problems.filter((problem) => problem.severity === 'error')).toEqual([]);
  const { settings, space } = parsed;
  if (settings === null || space === null) {
    throw new Error(`${file} cannot be read`);
  }
  const folder = join(file, '..');
  const written = settings.evaluate_pipeline;
  const pipeline = 'file' in written ? { ...written, file: join(folder, written.file) } : written;
  expect(resolveOptimizer(space, settings.optimizer).resolved?.name).toBe('random_search');
  expect(await locatePipeline({ pipeline, workingDirectory: folder, env: process.env })).toEqual([]);
  return { pipeline, space };
}

/** Importing the larger libraries takes seconds of the processor alone. */
describe('the examples', { timeout: 900_000 }, () => {
  let folder = '';
  beforeAll(async () => {
    // A copy, as a user's folder would have it: nothing may depend on where the originals lie.
    folder = await mkdtemp(join(tmpdir(), 'incumbent-examples-'));
    await cp(EXAMPLES, folder, { recursive: true });
  });
  afterAll(() => removeFolder(folder));

  async function evaluate(name: string, change: Config): Promise<OneEvaluation> {
    const { pipeline, space } = await parse(join(folder, name));
    const config = { ...sampleUniform(space, createRng(3, 1)), ...change };
    const quiet = () => undefined;
    return await testOnce({
      pipeline,
      space,
      config,
      workingDirectory: folder,
      interpreter: PYTHON,
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' },
      logLimit: 1_000_000,
      timeoutSeconds: null,
      costRequired: true,
      log: { warn: quiet, info: quiet },
    });
  }

  function expectLearning({ outcome, log }: OneEvaluation, epochs: number): void {
    expect(outcome).toMatchObject({ kind: 'result', extra: { test_error: expect.any(Number) } });
    if (outcome.kind === 'result') {
      expect(outcome.loss).toBeLessThan(0.4);
      expect(outcome.cost).toBeGreaterThan(0);
      expect(outcome.learningCurve).toHaveLength(epochs);
      expect(outcome.learningCurve?.at(-1)).toBe(outcome.loss);
    }
    expect(log).toContain(`epoch ${epochs} of ${epochs}`);
  }

  test('all parse without a problem, name an optimizer that exists and a function that is there', async () => {
    const names = (await readdir(EXAMPLES)).filter((name) => name.endsWith('.yaml'));
    expect(names.sort()).toEqual([
      'digits-python.yaml',
      'digits-pytorch.yaml',
      'digits-sklearn.yaml',
      'digits.yaml',
    ]);
    for (const name of names) {
      const text = await readFile(join(EXAMPLES, name), 'utf8');
      expect(parseRun({ text, file: name, readText: () => null }).problems).toEqual([]);
      await parse(join(EXAMPLES, name));
    }
  });

  test('share 1,797 images of 64 pixels, each digit about as often', async () => {
    const lines = (await readFile(join(EXAMPLES, 'data', 'digits.txt'), 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(1797);
    expect(lines.every((line) => /^[0-9a-g]{64} \d$/.test(line))).toBe(true);
    for (let digit = 0; digit < 10; digit += 1) {
      const count = lines.filter((line) => line.endsWith(` ${digit}`)).length;
      expect(count).toBeGreaterThan(170);
    }
  });

  const GOOD = { learning_rate: 0.1, hidden_units: 16, activation: 'tanh', weight_decay: 1e-4 };

  test('in JavaScript learns, and gives the same result again', async () => {
    const config = { ...GOOD, momentum: 0.8, batch_size: 32, epochs: 5 };
    const first = await evaluate('digits.yaml', config);
    expectLearning(first, 5);
    const second = await evaluate('digits.yaml', config);
    expect({ ...second.outcome, cost: 0 }).toEqual({ ...first.outcome, cost: 0 });
  });

  test('in JavaScript reports NaN where training diverges', async () => {
    const config = { learning_rate: 1e6, momentum: 0.9, epochs: 3, activation: 'relu' };
    const { outcome } = await evaluate('digits.yaml', config);
    expect(outcome).toMatchObject({ kind: 'result', loss: Number.NaN });
  });

  test('in plain Python learns', async (context) => {
    context.skip(missing() !== '', `needs ${missing()}`);
    expectLearning(await evaluate('digits-python.yaml', { ...GOOD, epochs: 3 }), 3);
  });

  test('with scikit-learn learns, and logs', async (context) => {
    const absent = missing('sklearn');
    context.skip(absent !== '', `needs ${absent}`);
    const { outcome, log } = await evaluate('digits-sklearn.yaml', { C: 10, gamma: 0.01, components: 40 });
    expect(outcome).toMatchObject({ kind: 'result', extra: { support_vectors: expect.any(Number) } });
    expect(outcome.kind === 'result' && outcome.loss).toBeLessThan(0.2);
    expect(log).toContain('of the validation images misread');
  });

  test('with PyTorch learns', async (context) => {
    const absent = missing('torch');
    context.skip(absent !== '', `needs ${absent}`);
    const config = {
      learning_rate: 0.005,
      optimizer: 'adam',
      channels: 8,
      dropout: 0.1,
      batch_size: 32,
      epochs: 3,
    };
    expectLearning(await evaluate('digits-pytorch.yaml', config), 3);
  });
});
