import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { demoBrowser } from '../support/demo-browser.ts';

const browser = demoBrowser();

/** Opens something by a key and types on at once, as fingers that know the way: nothing is waited for in between. */
async function pressAndType(page: Page, opens: string, keys: readonly string[]): Promise<void> {
  await page.keyboard.press(opens);
  await Promise.all(keys.map((key) => page.keyboard.press(key)));
}

describe('keys that come faster than the page', () => {
  it('belong to the palette from the moment in which it is asked for', async () => {
    const { page } = await browser.open();
    await pressAndType(page, 'Control+k', [...'settings', 'Enter']);
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(page.url()).toContain('#/settings');
  });

  it('belong to the field of a dialog', async () => {
    const { page } = await browser.open();
    await pressAndType(page, 'o', [...'/hc']);
    const dialog = page.getByRole('dialog', { name: 'Open directory' });
    await expect.poll(() => dialog.getByRole('textbox', { name: 'Path' }).inputValue()).toBe('/hc');
    expect(page.url()).toContain('#/runs');
  });

  it('are the name of a parameter that was just added', async () => {
    const { page } = await browser.open({ address: '/new' });
    await page.getByRole('button', { name: 'Blank', exact: true }).click();
    await page.getByRole('button', { name: 'Add parameter' }).focus();
    await pressAndType(page, 'Enter', [...'rate']);
    const name = page.getByRole('textbox', { name: 'Name of parameter' });
    await expect.poll(() => name.inputValue()).toBe('rate');
  });
});
