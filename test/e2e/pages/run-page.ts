import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { waitUntil } from '#test/support/wait-until.ts';

type StateWord = 'Running' | 'Stalled' | 'Stopped' | 'Finished' | 'Failed' | 'Empty' | 'Watching';
type TabWord = 'Overview' | 'Trials' | 'Workers' | 'Configuration';

export type RunPage = ReturnType<typeof runPage>;

/** The longest that a state or a number on screen is waited for: evaluations are real and share the processor. */
const PATIENCE_MILLISECONDS = 240_000;

/** One run: its header, its tabs, and the dialogs that its buttons open. */
export function runPage(page: Page) {
  const evaluations = page.getByRole('progressbar', { name: 'Evaluations' });
  const bestLoss = page.getByRole('group', { name: 'Best loss' });
  const trajectory = page.getByRole('figure', { name: 'Loss trajectory' });
  const button = (name: string) => page.getByRole('main').getByRole('button', { name, exact: true });

  /** Completed evaluations as the header tells them. */
  const completed = async (): Promise<number> => Number(await evaluations.getAttribute('aria-valuenow'));

  /** Completed trials as the trajectory's text alternative tells them. */
  const drawn = async (): Promise<number> => {
    const words = (await trajectory.locator('figcaption').textContent()) ?? '';
    return Number(/Shows ([\d,]+)/.exec(words)?.[1]?.replaceAll(',', '') ?? 0);
  };

  /** Presses a button that opens a dialog about workers, fills it in, and confirms it. */
  const launch = async (
    name: string,
    confirm: string,
    fields: Readonly<Record<string, number>>,
  ): Promise<void> => {
    await button(name).click();
    const dialog = page.getByRole('dialog');
    for (const [field, value] of Object.entries(fields)) {
      await dialog.getByRole('spinbutton', { name: field }).fill(String(value));
    }
    await dialog.getByRole('button', { name: confirm, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  };

  const openTab = async (name: TabWord): Promise<Locator> => {
    await page.getByRole('tab', { name }).click();
    return page.getByRole('tabpanel', { name });
  };

  return {
    page,
    button,
    evaluations,
    bestLoss,
    trajectory,
    completed,
    drawn,
    openTab,
    /** Waits until the header shows this state. */
    reaches: (state: StateWord): Promise<void> =>
      page.getByRole('status', { name: state, exact: true }).waitFor({ timeout: PATIENCE_MILLISECONDS }),
    /** Waits until exactly so many evaluations are completed. */
    hasCompleted: (count: number): Promise<void> =>
      expect.poll(completed, { timeout: PATIENCE_MILLISECONDS }).toBe(count),
    /** Waits until at least so many evaluations are completed. */
    completes: (count: number) => waitUntil(async () => (await completed()) >= count, PATIENCE_MILLISECONDS),
    /** Waits until the trajectory shows at least so many trials. */
    draws: (count: number) => waitUntil(async () => (await drawn()) >= count, PATIENCE_MILLISECONDS),
    /** Waits until the header counts exactly so many trials in a state. */
    counts: (state: string, count: number): Promise<void> =>
      page
        .getByRole('link', { name: new RegExp(`^${count}\\s*${state}$`) })
        .waitFor({ timeout: PATIENCE_MILLISECONDS }),
    /** Waits until these words are in sight. */
    says: (words: string | RegExp): Promise<void> =>
      page
        .getByRole('main')
        .getByText(words)
        .filter({ visible: true })
        .first()
        .waitFor({ timeout: PATIENCE_MILLISECONDS }),
    /** Waits until the latest events tell this. */
    hears: (words: RegExp): Promise<void> =>
      page
        .getByRole('list', { name: 'Latest events' })
        .getByText(words)
        .first()
        .waitFor({ timeout: PATIENCE_MILLISECONDS }),
    resume: ({ workers = 1 } = {}) => launch('Resume', 'Resume', { Workers: workers }),
    addWorker: () => launch('Add worker', 'Add', {}),
    continueWithMore: (total: number) =>
      launch('Continue with more budget…', 'Continue', { 'Evaluations in total': total }),
    /** Opens the details of a trial from the table. */
    async openTrial(trial: string): Promise<Locator> {
      const panel = await openTab('Trials');
      await panel
        .getByRole('grid', { name: 'Trials' })
        .getByRole('row')
        .filter({ has: page.getByRole('gridcell', { name: trial, exact: true }) })
        .click();
      return page.getByRole('complementary', { name: `Trial ${trial}` });
    },
  };
}
