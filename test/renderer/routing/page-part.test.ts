import { expect, it } from 'vitest';
import { demoBrowser } from '../support/demo-browser.ts';

const browser = demoBrowser();

it('a part of the page that could not be loaded is loaded again when it is shown again', async () => {
  const { page } = await browser.open({ address: '/runs' });
  await page.getByRole('navigation').getByRole('link', { name: 'New run' }).waitFor();
  const refused: string[] = [];
  await page.route(/new-run-screen[^/]*\.js$/, (route) => {
    refused.push(route.request().url());
    return route.abort();
  });
  await page.getByRole('navigation').getByRole('link', { name: 'New run' }).click();
  const notice = page.getByRole('alert').filter({ hasText: 'could not be loaded' });
  await notice.waitFor();
  expect(refused.length).toBe(1);
  await page.unroute(/new-run-screen[^/]*\.js$/);
  await notice.getByRole('button', { name: 'Show it again' }).click();
  await page.getByRole('textbox', { name: 'YAML' }).waitFor();
});
