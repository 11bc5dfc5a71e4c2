import type { Locator, Page } from 'playwright-core';
import { type RunPage, runPage } from './run-page.ts';

/** The set-up of a run: its text, what is wrong with it, and the dialog that starts it. */
export function newRunPage(page: Page) {
  const yaml = page.getByRole('textbox', { name: 'YAML' });
  const startButton = page.getByRole('main').getByRole('button', { name: 'Start…' });

  const visit = async (): Promise<void> => {
    await page.getByRole('navigation').getByRole('link', { name: 'New run' }).click();
    await yaml.waitFor();
  };

  /** Presses Start… and Start; answers the dialog, which stays where the start is refused or asks back. */
  const press = async ({ workers = 1 } = {}): Promise<Locator> => {
    await startButton.click();
    const dialog = page.getByRole('dialog', { name: 'Start' });
    await dialog.getByRole('spinbutton', { name: 'Workers' }).fill(String(workers));
    // Long words about the root move the buttons as they come.
    await dialog.getByRole('status', { name: 'Root directory' }).getByText(/./).first().waitFor();
    await dialog.getByRole('button', { name: 'Start', exact: true }).click();
    return page.getByRole('dialog');
  };

  const form = {
    page,
    yaml,
    startButton,
    press,
    /**
     * Replaces the text, as pasting over everything does. All of it is selected by the key for it: the editor knows of
     * that at once, and keeps it over what the check marks in the text meanwhile.
     */
    async paste(text: string): Promise<void> {
      await yaml.focus();
      await page.keyboard.press('Control+a');
      if (text === '') {
        await page.keyboard.press('Delete');
      } else {
        await page.keyboard.insertText(text);
      }
    },
    /** The findings as the Problems tab lists them; leads back to the text. */
    async problems(): Promise<readonly string[]> {
      await page.getByRole('tab', { name: 'Problems' }).click();
      const items = page.getByRole('tabpanel', { name: 'Problems' }).getByRole('listitem');
      await items.first().waitFor();
      const words = await items.allInnerTexts();
      await page.getByRole('tab', { name: 'YAML' }).click();
      return words.map((text) => text.replaceAll(/\s+/g, ' ').trim());
    },
    /** Waits until the text can be started. */
    ready: () => startButton.and(page.locator(':not([aria-disabled])')).waitFor(),
    /** Starts the run and waits until it is on screen. */
    async start(options: { readonly workers?: number } = {}): Promise<RunPage> {
      await form.ready();
      await press(options);
      await page.waitForURL(/#\/run\//);
      return runPage(page);
    },
  };

  return {
    /** Begins with a text that lives nowhere yet. */
    async writeYaml(text: string) {
      await visit();
      await form.paste(text);
      return form;
    },
    /** Begins with a file, through the browser host's own dialog. */
    async openYaml(file: string) {
      await visit();
      await page.getByRole('button', { name: 'Open YAML' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Path' }).fill(file);
      await dialog.getByRole('button', { name: 'Open', exact: true }).click();
      await dialog.waitFor({ state: 'detached' });
      return form;
    },
  };
}
