import type { Locator, Page } from 'playwright-core';

/** What a start asks when its root directory holds a run already. */
export function overwriteDialog(page: Page) {
  const dialog = page.getByRole('dialog', { name: /already holds a run$/ });
  const radio = (name: string): Locator => dialog.getByRole('radio', { name, exact: true });
  return {
    dialog,
    continueThatRun: radio('Continue that run'),
    useAnother: radio('Use another directory'),
    overwrite: radio('Overwrite'),
    name: dialog.getByRole('textbox', { name: "Type the directory's name to overwrite it" }),
    button: (name: string): Locator => dialog.getByRole('button', { name, exact: true }),
  };
}
