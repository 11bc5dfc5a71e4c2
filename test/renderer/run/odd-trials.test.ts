import { describe, expect, it } from 'vitest';
import type { Trial } from '#core/contract/run/trial.ts';
import { inOrderOfEnd, TRIAL_STATES } from '#core/contract/run/trial.ts';
import { createTrialEvents } from '#core/readers/incumbent/trials/trial-events.ts';
import { RUN_TABS } from '#renderer/routing/addresses.ts';
import { fc } from '#test/support/fast-check.ts';
import { demoBrowser } from '../support/demo-browser.ts';
import { type DemoRun, demoTrials } from '../support/demo-trials.ts';
import { freshRun } from '../support/demo-world.ts';
import { settled } from '../support/settled.ts';

const browser = demoBrowser();

const number = fc.constantFrom(0, -1, 0.5, 3, 1e300, -1e300, 5e-324, 'NaN', 'Infinity', '-Infinity');
const loss = fc.oneof(
  { weight: 4, arbitrary: number },
  fc.array(number, { maxLength: 3 }),
  fc.constant(null),
);
const instant = fc.constantFrom(
  null,
  '2026-01-31T12:00:00.000Z',
  '2024-10-08T09:00:00.000Z',
  '0001-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  'yesterday',
  '',
);

/** A trial as no reader should make it, yet as a damaged or foreign record may say it. */
const oddTrial = fc.record({
  state: fc.constantFrom(...TRIAL_STATES),
  config: fc.dictionary(
    fc.constantFrom('learning_rate', 'width', 'optimizer', 'epochs', 'unknown'),
    fc.constantFrom(0, -5, 1e300, 'adam', '', true, 'NaN'),
  ),
  loss,
  cost: fc.option(number),
  learning_curve: fc.option(fc.array(number, { maxLength: 4 })),
  extra: fc.constantFrom(null, {}, [], 'text', 7, { deep: { deeper: null } }),
  error: fc.constantFrom(null, { type: '', message: '', traceback: '' }),
  bracket: fc.constantFrom(null, 0, -1, 99),
  rung: fc.constantFrom(null, 0, -1, 1_000_000),
  fidelity: fc.constantFrom(null, 0, -3, 81, 1e300),
  previous: fc.constantFrom(null, '1', 'nobody'),
  attempt: fc.constantFrom(0, 1, -1),
  worker: fc.constantFrom(null, '', 'imported', 'w1'),
  sampled_at: instant,
  started_at: instant,
  ended_at: instant,
});

const oddTrials = fc
  .array(oddTrial, { minLength: 12, maxLength: 40 })
  .map((trials) => trials.map((trial, index) => ({ trial: String(index + 1), ...trial }) as Trial));

function runOf(trials: readonly Trial[]): DemoRun {
  const events = createTrialEvents().read({ completed: inOrderOfEnd(trials), completedRevision: 0 });
  return { ...freshRun('odd'), trials, events };
}

/** Opens every tab of a run of these trials; returns what went wrong. */
async function faultsOf(trials: readonly Trial[]): Promise<readonly string[]> {
  const { page, problems, close } = await browser.open({
    runs: [runOf(trials)],
    address: '/run/odd/overview',
  });
  await page.getByRole('heading', { level: 1, name: 'odd' }).waitFor();
  const faults: string[] = [];
  for (const tab of RUN_TABS) {
    await page.evaluate((hash) => window.location.assign(hash), `#/run/odd/${tab}`);
    await page.locator(`[role=tabpanel][id*=${tab}]`).or(page.getByRole('alert')).first().waitFor();
    await settled(page);
    const fault = page.getByText('has a fault of its own');
    if (await fault.isVisible()) {
      faults.push(`${tab}: ${await page.getByRole('alert').first().textContent()}`);
    }
  }
  faults.push(...problems);
  await close();
  return faults;
}

describe('a run whose records are odd', () => {
  it('is shown although nobody noted when its trials were', async () => {
    const trials = demoTrials({
      seed: 3,
      completed: 20,
      evaluating: 1,
      failEvery: 5,
      endedSecondsAgo: 0,
      losses: [0.9, 0.1],
    });
    const timeless = { sampled_at: null, started_at: null, ended_at: null, worker: 'imported' };
    expect(await faultsOf(trials.map((trial) => ({ ...trial, ...timeless })))).toEqual([]);
  });

  it('is shown on every tab, whatever its trials hold', async () => {
    await fc.assert(
      fc.asyncProperty(oddTrials, async (trials) => {
        expect(await faultsOf(trials)).toEqual([]);
      }),
      { numRuns: 8, endOnFailure: true },
    );
  });
});
