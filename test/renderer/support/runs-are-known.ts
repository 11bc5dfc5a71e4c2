import type { Page } from 'playwright-core';

/**
 * Waits until the page has the list of runs, whatever it shows: what it has not seen running can not end for it, and
 * then it has no news of it.
 */
export async function runsAreKnown(page: Page): Promise<void> {
  const runs = page
    .getByRole('navigation', { name: 'Main' })
    .getByRole('link', { name: 'Runs', exact: true });
  await runs.getByText(/^\d+$/).waitFor({ state: 'attached' });
}
