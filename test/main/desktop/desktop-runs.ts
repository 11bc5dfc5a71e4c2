import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import type { Started } from '#core/contract/api/api-parts.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Desktop } from '#test/support/electron-stand-in/start-desktop.ts';
import { injectProbe } from '#test/support/host-page.ts';

/** Runs with a worker whose evaluations take for ever; the workers are gone after each test. */
export function desktopRuns() {
  const workers: number[] = [];
  afterEach(() => {
    for (const pid of workers.splice(0)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
  });

  /** Starts one from the desktop's own page. */
  const startRun = async (desktop: Desktop, folder: string): Promise<Started> => {
    writeFileSync(
      join(folder, 'wait.mjs'),
      'export const wait = () => new Promise((done) => setTimeout(done, 1e8));\n',
    );
    const text = [
      'evaluate_pipeline: wait.mjs:wait',
      'root_directory: waiting-run',
      'pipeline_space:',
      '  x: {lower: 0.0, upper: 1.0}',
      'max_evaluations_total: 5',
      'optimizer: random_search',
      '',
    ].join('\n');
    const probe = await injectProbe(desktop.page);
    const started = await probe.evaluate(
      ({ connection }, given) =>
        connection.client.setup.start({ ...given, workers: 1, env: {}, existing: { kind: 'ask' } }),
      { text, file: join(folder, 'run.yaml') },
    );
    if (started.kind !== 'started') {
      throw new Error('The run was there before.');
    }
    const status = await evaluating(desktop, started.key);
    workers.push(...status.workers.flatMap(({ pid }) => pid ?? []));
    return started;
  };
  return { workers, startRun, evaluating };
}

/** The run's status once its worker evaluates. */
async function evaluating(desktop: Desktop, key: string): Promise<RunStatus> {
  const probe = await injectProbe(desktop.page);
  return probe.evaluate(async ({ connection }, wanted) => {
    for await (const update of await connection.client.run.watch({ key: wanted })) {
      if (update.status.counts.evaluating > 0) {
        return update.status;
      }
    }
    throw new Error('The stream ended.');
  }, key);
}

export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
