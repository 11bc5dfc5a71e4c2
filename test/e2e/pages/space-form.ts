import type { Locator, Page } from 'playwright-core';

/** The search space and the settings of a new run as a form: everything by fields and buttons, nothing in the YAML. */
export function spaceForm(page: Page) {
  const table = page.getByRole('table', { name: 'Search space' });
  const field = (name: string): Locator => page.getByRole('textbox', { name, exact: true });

  return {
    table,
    field,
    /** Adds a parameter at the end, of the kind that it has before it is changed. */
    async add(name: string): Promise<void> {
      await page.getByRole('button', { name: 'Add parameter', exact: true }).click();
      await field('Name of parameter').fill(name);
      await field('Name of parameter').press('Enter');
      await field(`Name of ${name}`).waitFor();
    },
    async becomes(name: string, kind: 'float' | 'integer' | 'categorical' | 'constant'): Promise<void> {
      await table.getByRole('combobox', { name: `Kind of ${name}`, exact: true }).selectOption(kind);
    },
    async bounds(name: string, lower: string, upper: string): Promise<void> {
      await field(`Upper bound of ${name}`).fill(upper);
      await field(`Lower bound of ${name}`).fill(lower);
    },
    row: (name: string): Locator => table.getByRole('row').filter({ has: field(`Name of ${name}`) }),
    async fromMenu(name: string, item: string): Promise<void> {
      await table.getByRole('button', { name: `More about ${name}`, exact: true }).click();
      await page.getByRole('menuitem', { name: item }).click();
      await page.getByRole('menu').waitFor({ state: 'detached' });
    },
  };
}
