import type { Locator, Page } from 'playwright-core';
import { type RunPage, runPage } from './run-page.ts';

/** The Runs screen, in both its faces: the first start and the table. */
export function runsPage(page: Page) {
  const main = page.getByRole('main');
  const table = page.getByRole('table', { name: 'Runs' });
  const button = (name: string) => main.getByRole('button', { name, exact: true });

  /** Types a path into the browser host's own dialog; answers the dialog, which stays where the path is refused. */
  const typeDirectory = async (path: string): Promise<Locator> => {
    await button('Open directory…').click();
    const dialog = page.getByRole('dialog', { name: 'Open directory' });
    await dialog.getByRole('textbox', { name: 'Path' }).fill(path);
    await dialog.getByRole('button', { name: 'Open', exact: true }).click();
    return dialog;
  };
  return {
    button,
    table,
    /** The row of a run, by its name. */
    row: (name: string): Locator =>
      table.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) }),
    /** The run that a row or a link has led to. */
    async opened(): Promise<RunPage> {
      await page.waitForURL(/#\/run\//);
      return runPage(page);
    },
    typeDirectory,
    async openDirectory(root: string): Promise<RunPage> {
      const dialog = await typeDirectory(root);
      await dialog.waitFor({ state: 'detached' });
      await page.waitForURL(/#\/run\//);
      return runPage(page);
    },
    async watchFolder(path: string): Promise<void> {
      await button('Watch a folder…').click();
      const dialog = page.getByRole('dialog', { name: 'Watch a folder' });
      await dialog.getByRole('textbox', { name: 'Path' }).fill(path);
      await dialog.getByRole('button', { name: 'Watch', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
    },
    async startExample(): Promise<RunPage> {
      await button('Start the example').click();
      return runPage(page);
    },
  };
}
