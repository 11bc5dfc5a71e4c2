import { describe, expect, test } from 'vitest';
import { testOnce } from '#core/pipeline/test-once.ts';
import { javascript, PROGRAMS, TEST_ENV } from './support.ts';

const quiet = () => undefined;
const OPTIONS = {
  workingDirectory: PROGRAMS,
  interpreter: null,
  env: TEST_ENV,
  logLimit: 10_000,
  timeoutSeconds: null,
  costRequired: false,
  log: { warn: quiet, info: quiet },
  space: [],
};

describe('testing a pipeline once', () => {
  test('gives outcome, log and time without a run', async () => {
    const pipeline = javascript('output.mjs', 'speaks');
    const { outcome, log, seconds } = await testOnce({ ...OPTIONS, pipeline, config: {} });
    expect(outcome).toMatchObject({ kind: 'result', loss: 1 });
    expect(log).toContain('from log\n');
    expect(seconds).toBeGreaterThan(0);
  });

  test('refuses what cannot be started', async () => {
    const pipeline = javascript('nowhere.mjs', 'train');
    await expect(testOnce({ ...OPTIONS, pipeline, config: {} })).rejects.toMatchObject({
      code: 'pipeline-file-missing',
    });
  });

  test('can be broken off', async () => {
    const pipeline = javascript('faults.mjs', 'neverSettles');
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 1000);
    const result = await testOnce({ ...OPTIONS, pipeline, config: {}, signal: controller.signal }).catch(
      (error: { code?: string; name: string }) => error,
    );
    // Under load the start itself may be what is broken off.
    expect('outcome' in result ? result.outcome.kind : (result.code ?? result.name)).toMatch(
      /^(interrupted|process-failed|AbortError)$/,
    );
  });
});
