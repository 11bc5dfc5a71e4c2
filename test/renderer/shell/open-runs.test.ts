import { describe, expect, it } from 'vitest';
import { demoBrowser } from '../support/demo-browser.ts';

const browser = demoBrowser();

describe('a run whose address was gone to', () => {
  it('is among the open ones, also where it is left before its screen is loaded', async () => {
    const { page } = await browser.open();
    await page.route(/run-screen-.*\.js/, () => {
      // Never answered.
    });
    await page.reload();
    await page.getByRole('table', { name: 'Runs' }).getByRole('link', { name: 'xgb-churn' }).first().click();
    await page.waitForURL(/#\/run\/xgb-churn/);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('list', { name: 'Open runs' }).getByRole('link', { name: 'xgb-churn' }).waitFor();
    expect(page.url()).toContain('/settings');
  });
});
