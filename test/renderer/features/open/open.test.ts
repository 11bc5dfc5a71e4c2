import { describe, expect, it } from 'vitest';
import { createDeferred } from '#renderer/host/deferred.ts';
import { waitUntil } from '#test/support/wait-until.ts';
import { demoBrowser } from '../../support/demo-browser.ts';

const browser = demoBrowser();

describe('opening a directory in a browser', () => {
  it('takes a typed path', async () => {
    const { page, demo } = await browser.open();
    await page.getByRole('button', { name: 'Open directory…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Open directory' });
    await dialog.getByRole('textbox', { name: 'Path' }).fill('~/runs/xgb-churn');
    await dialog.getByRole('button', { name: 'Open' }).click();
    await waitUntil(() => demo.calls.length > 0);
    expect(demo.calls[0]).toEqual({ name: 'home.open', input: { path: '~/runs/xgb-churn' } });
  });

  it('takes a path that is typed over the folder that it begins in, however late that is known', async () => {
    const introduced = createDeferred<void>();
    const { page } = await browser.open({ introduced: introduced.promise });
    await page.keyboard.press('o');
    const dialog = page.getByRole('dialog', { name: 'Open directory' });
    const path = dialog.getByRole('textbox', { name: 'Path' });
    await path.and(page.locator(':focus')).waitFor();
    introduced.resolve();
    await expect.poll(() => path.inputValue()).toBe('/users/person/code');
    await page.keyboard.insertText('/scratch');
    expect(await path.inputValue()).toBe('/scratch');
  });

  it('walks through directories to a run', async () => {
    const { page } = await browser.open();
    await page.keyboard.press('o');
    const dialog = page.getByRole('dialog', { name: 'Open directory' });
    await dialog.getByRole('button', { name: 'Parent folder' }).click();
    await dialog.getByRole('button', { name: 'runs' }).click();
    await dialog.getByRole('button', { name: 'diffusion-2d' }).click();
    await page.waitForURL(/#\/run\/diffusion-2d/);
    await dialog.waitFor({ state: 'hidden' });
  });

  it('shows the folder of a path as it is typed', async () => {
    const { page } = await browser.open();
    await page.keyboard.press('o');
    const dialog = page.getByRole('dialog', { name: 'Open directory' });
    await dialog.getByRole('textbox', { name: 'Path' }).fill('/scratch');
    await dialog.getByRole('button', { name: 'gpt-nano-owt' }).waitFor();
  });

  it('says in its own place why a path was refused, and stays open', async () => {
    const { page } = await browser.open();
    await page.keyboard.press('o');
    const dialog = page.getByRole('dialog', { name: 'Open directory' });
    await dialog.getByRole('textbox', { name: 'Path' }).fill('/users/person/code');
    await page.keyboard.press('Enter');
    await dialog
      .getByRole('alert')
      .getByText(/Expected a run directory/)
      .waitFor();
    await page.keyboard.press('Escape');
    await waitUntil(async () => !(await dialog.isVisible()));
  });

  it('watches a folder and stops watching it', async () => {
    const { page, demo } = await browser.open();
    await page.getByRole('button', { name: 'Watch a folder…' }).click();
    const dialog = page.getByRole('dialog', { name: 'Watch a folder' });
    await dialog.getByRole('textbox', { name: 'Path' }).fill('/scratch');
    await dialog.getByRole('button', { name: 'Watch' }).click();
    await page.getByRole('button', { name: 'Watching 2 folders, 5 runs found' }).click();
    await page.getByRole('menuitem', { name: 'Stop watching /scratch' }).click();
    await page.getByRole('button', { name: 'Watching ~/runs, 4 runs found' }).waitFor();
    expect(demo.calls.map((call) => call.name)).toEqual(['home.watchFolder', 'home.unwatchFolder']);
  });

  it('takes a YAML file to the New run screen', async () => {
    const { page } = await browser.open({ address: '/new' });
    await page.getByRole('button', { name: 'Open YAML file…' }).click();
    await page
      .getByRole('dialog', { name: 'Open YAML file' })
      .getByRole('button', { name: 'run.yaml' })
      .click();
    await page.getByRole('heading', { name: 'resnet-wide' }).waitFor();
  });
});

describe('dropping on the window', () => {
  async function drop(page: Awaited<ReturnType<typeof browser.open>>['page'], name: string, text: string) {
    const transfer = await page.evaluateHandle(
      ([file, content]) => {
        const data = new DataTransfer();
        data.items.add(new File([content ?? ''], file ?? ''));
        return data;
      },
      [name, text],
    );
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await page.getByText('Drop a run directory or a YAML file to open it').waitFor();
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  }

  it('opens a YAML file as a new run', async () => {
    const { page } = await browser.open();
    await page.getByRole('table', { name: 'Runs' }).waitFor();
    await drop(page, 'other.yaml', 'root_directory: /tmp/dropped\n');
    await page.getByRole('textbox', { name: 'YAML' }).getByText('/tmp/dropped').waitFor();
  });

  it('explains that a browser does not tell where a directory lives', async () => {
    const { page } = await browser.open();
    await page.getByRole('table', { name: 'Runs' }).waitFor();
    await drop(page, 'resnet-cifar', '');
    await page
      .getByText(/A browser does not tell where/)
      .first()
      .waitFor();
  });
});
