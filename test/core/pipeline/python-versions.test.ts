import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findPython, type Interpreter } from '#core/pipeline/interpreters/interpreter.ts';
import { type Bench, openBench, PYTHON, python } from './support.ts';

/** Every Python from 3.8 on that PATH offers under its version's name, and the one that is found without. */
async function installed(): Promise<readonly Interpreter[]> {
  const names = Array.from({ length: 8 }, (_, minor) => `python3.${minor + 8}`);
  const found = await Promise.all(
    names.map((setting) => findPython({ setting, file: null, env: process.env }).catch(() => null)),
  );
  const all = [PYTHON, ...found].filter((interpreter) => interpreter !== null);
  return [...new Map(all.map((interpreter) => [interpreter.version, interpreter])).values()];
}

const INSTALLED = await installed();

describe.skipIf(PYTHON === null)('the Python child (needs Python)', () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = await openBench();
  });
  afterEach(() => bench.close());

  test('works with each version that is installed', async () => {
    for (const interpreter of INSTALLED) {
      const host = (file: string, name: string) => bench.host(python(file, name), { interpreter });
      const about = `Python ${interpreter.version}`;
      const result = await bench.evaluate(host('results.py', 'everything'), { x: 3 });
      expect(result, about).toMatchObject({ kind: 'result', loss: 3, extra: { where: 'a/b' } });
      const later = await bench.evaluate(host('results.py', 'later'), { x: 3 });
      expect(later, about).toMatchObject({ kind: 'result', loss: 3 });
      const raised = await bench.evaluate(host('faults.py', 'raises'));
      expect(raised, about).toMatchObject({
        kind: 'error',
        error: { type: 'ValueError', message: 'x is 1' },
      });
      expect(raised.kind === 'error' && raised.error.traceback, about).not.toContain('incumbent_child');
      const mismatch = await bench.evaluate(host('signatures.py', 'train'), { learning_rate: 1 });
      expect(mismatch, about).toMatchObject({ kind: 'error', error: { type: 'InvalidArguments' } });
      const pooled = await bench.evaluate(host('starts_processes.py', 'pooled'), { x: 2 });
      expect(pooled, about).toMatchObject({ kind: 'result', loss: 8 });
      const broken = host('import_error.py', 'train').start();
      await expect(broken, about).rejects.toMatchObject({ details: { type: 'ModuleNotFoundError' } });
    }
  });
});
