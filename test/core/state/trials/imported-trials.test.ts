import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { IMPORTED_BY } from '#core/contract/run/trial.ts';
import { runLayout } from '#core/state/layout.ts';
import { createRun } from '#core/state/root/create-run.ts';
import { openSession } from '#core/state/session/worker-session.ts';
import { trial } from '#test/core/analysis/trials.ts';
import { recordOf, sampleOf, temporaryFolder } from '../run-fixture.ts';

/** As a run of another program tells it: that it failed, and nothing of why. */
const FAILED = trial('1', {
  state: 'failed',
  config: sampleOf(1).config,
  sampled_at: '2026-01-31T12:00:00.000Z',
  started_at: '2026-01-31T12:00:00.000Z',
  ended_at: '2026-01-31T12:00:05.000Z',
});

it('an imported trial that failed for an unknown reason stays one where the journal is rebuilt from its files', async () => {
  const folder = temporaryFolder();
  const root = join(folder.path, 'run');
  try {
    await createRun(root, recordOf(), [FAILED]);
    const first = await openSession(root, 'one');
    await first.repair();
    await first.end('its files are written');
    rmSync(runLayout(root).journal, { recursive: true });
    const next = await openSession(root, 'two');
    expect(next.ledger.get('1')).toMatchObject({ state: 'failed', worker: IMPORTED_BY });
    expect(next.ledger.evaluations).toEqual({ completed: 0, committed: 0 });
    next.close();
  } finally {
    folder.remove();
  }
});
