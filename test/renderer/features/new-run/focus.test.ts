import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { demoBrowser } from '../../support/demo-browser.ts';
import { DEMO_YAML } from '../../support/demo-files.ts';

const browser = demoBrowser();

/** Waits until a button or field has the focus. */
async function hasFocus(page: Page, role: 'button' | 'textbox' | 'menuitem', name: string): Promise<void> {
  await page.getByRole(role, { name, exact: true }).and(page.locator(':focus')).waitFor();
}

async function openNewRun() {
  const { page } = await browser.open({ address: '/new' });
  await page.getByRole('textbox', { name: 'YAML' }).fill(DEMO_YAML);
  await page.getByRole('textbox', { name: 'Function', exact: true }).waitFor();
  return page;
}

describe('the focus on the New run screen', () => {
  it('goes to the first field once a template has taken the place of the buttons that offered it', async () => {
    const { page } = await browser.open({ address: '/new' });
    await page.getByRole('button', { name: 'Blank' }).press('Enter');
    await hasFocus(page, 'textbox', 'Function');
  });

  it('goes on to the next button where it is on a problem that is mended then', async () => {
    const { page } = await browser.open({ address: '/new' });
    await page.getByRole('button', { name: 'Blank' }).press('Enter');
    const pipeline = page.getByRole('region', { name: 'Pipeline' });
    await pipeline.getByRole('button', { name: 'Line 1' }).waitFor();
    await hasFocus(page, 'textbox', 'Function');
    await page.keyboard.insertText('train.py:train');
    await page.keyboard.press('Tab');
    await pipeline.getByRole('button', { name: 'Line 1' }).waitFor({ state: 'detached' });
    await hasFocus(page, 'button', 'Choose a file…');
  });

  it('stays at the menu of templates, also where one of them asks for a file', async () => {
    const page = await openNewRun();
    const menu = page.getByRole('button', { name: 'Use a template' });
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: 'Command' }).press('Enter');
    await hasFocus(page, 'button', 'Use a template');
    await menu.press('Enter');
    await page.getByRole('menuitem', { name: 'From a file…' }).press('Enter');
    const path = page.getByRole('dialog').getByRole('textbox', { name: 'Path' });
    await path.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await hasFocus(page, 'button', 'Use a template');
  });

  it('is in a menu before the next key comes, and leaves it with Tab or Escape', async () => {
    const page = await openNewRun();
    const menu = page.getByRole('button', { name: 'Use a template' });
    for (const key of ['Tab', 'Escape']) {
      await menu.focus();
      await Promise.all([page.keyboard.press('Enter'), page.keyboard.press('End')]);
      await hasFocus(page, 'menuitem', 'From a file…');
      await page.keyboard.press(key);
      await page.getByRole('menu').waitFor({ state: 'detached' });
      await hasFocus(page, 'button', 'Use a template');
    }
  });

  it('comes back to what opened a list of choices', async () => {
    const page = await openNewRun();
    for (const name of ['Choose another Python', 'Choose another']) {
      await page.getByRole('button', { name, exact: true }).press('Enter');
      await page.getByRole('radio', { name: 'Automatic' }).first().focus();
      await page.keyboard.press('Escape');
      await hasFocus(page, 'button', name);
    }
  });

  it('comes back from a dialog that the palette opened', async () => {
    const page = await openNewRun();
    await page.getByRole('textbox', { name: 'Function', exact: true }).focus();
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search runs and commands' }).fill('Save as');
    await page.keyboard.press('Enter');
    const path = page.getByRole('dialog', { name: 'Save as' }).getByRole('textbox', { name: 'Path' });
    await path.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await hasFocus(page, 'textbox', 'Function');
  });
});
