import type { Page } from 'playwright-core';

/** One kind of edit: how a person makes it, and what of it must be on screen in both views. */
export type Edit = {
  readonly name: string;
  /** The event that the time is counted from: the last one before the answer. */
  readonly event: 'input' | 'change' | 'click' | 'keydown' | 'pointermove';
  /** Brings the screen to where the edit can be made; not measured. */
  readonly prepare?: (page: Page, turn: number) => Promise<void>;
  readonly act: (page: Page, turn: number) => Promise<void>;
  /** JavaScript that the page evaluates: whether the edit is on screen. It may use {@link HELPERS}. */
  readonly shows: (turn: number) => string;
};

/** What the conditions of {@link Edit} are written with. */
export const HELPERS = `
  const field = (name) => document.querySelector('[aria-label="' + name + '"]')?.value;
  const rows = () => document.querySelectorAll('table[aria-label="Search space"] tbody tr').length;
  const yaml = (text) => document.querySelector('.cm-content').textContent.includes(text);
`;

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

/** A number of its own for each turn, in three digits. */
const fresh = (turn: number) => String(100 + turn);

async function typeOver(page: Page, name: string, text: string): Promise<void> {
  await field(page, name).fill(text);
}

async function chooseFromMenu(page: Page, parameter: string): Promise<void> {
  await page.getByRole('button', { name: `More about ${parameter}`, exact: true }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).waitFor();
}

async function handle(page: Page): Promise<{ readonly x: number; readonly y: number }> {
  const box = await page.getByRole('slider', { name: 'Prior of p0, by dragging' }).boundingBox();
  if (box === null) {
    throw new Error('The handle of the prior is not on screen');
  }
  return { x: box.x + box.width / 2, y: box.y + 8 };
}

/** In the order in which they are made; each leaves the document so that the next can be made. */
export const EDITS: readonly Edit[] = [
  {
    name: 'type in the YAML',
    event: 'keydown',
    prepare: async (page, turn) => {
      if (turn === 0) {
        await page.locator('.cm-line').filter({ hasText: 'p1: ' }).click();
        await page.keyboard.press('End');
        await page.keyboard.press('ArrowLeft');
      }
    },
    act: (page, turn) => page.keyboard.press(turn % 2 === 0 ? '5' : 'Backspace'),
    shows: (turn) => {
      const bound = turn % 2 === 0 ? '1005' : '100';
      return `field('Upper bound of p1') === '${bound}' && yaml('p1: [1, ${bound}]')`;
    },
  },
  {
    name: 'type a bound',
    event: 'input',
    act: (page, turn) => typeOver(page, 'Upper bound of p1', fresh(turn)),
    shows: (turn) => `yaml('p1: [1, ${fresh(turn)}]') && field('Upper bound of p1') === '${fresh(turn)}'`,
  },
  {
    name: 'type a setting',
    event: 'input',
    act: (page, turn) => typeOver(page, 'Evaluations', fresh(turn)),
    shows: (turn) =>
      `yaml('max_evaluations_total: ${fresh(turn)}') && field('Evaluations') === '${fresh(turn)}'`,
  },
  {
    name: 'switch log',
    event: 'click',
    act: (page) =>
      page
        .getByRole('row')
        .filter({ has: page.getByRole('textbox', { name: 'Name of p0', exact: true }) })
        .getByRole('checkbox', { name: 'log' })
        .click(),
    shows: (turn) =>
      `/p0: \\{[^}]*log: true/.test(document.querySelector('.cm-content').textContent) === ${turn % 2 === 1}`,
  },
  {
    name: 'change a kind',
    event: 'change',
    act: async (page, turn) => {
      await page
        .getByRole('combobox', { name: 'Kind of p1', exact: true })
        .selectOption(turn % 2 === 0 ? 'float' : 'integer');
    },
    shows: (turn) => `/\\.0$/.test(field('Upper bound of p1')) === ${turn % 2 === 0}`,
  },
  {
    name: 'drag a prior',
    event: 'pointermove',
    prepare: async (page, turn) => {
      if (turn === 0) {
        const { x, y } = await handle(page);
        await page.mouse.move(x, y);
        await page.mouse.down();
      }
      await page.evaluate(() => {
        window.before = document.querySelector<HTMLInputElement>('[aria-label="Prior of p0"]')?.value ?? '';
      });
    },
    act: async (page, turn) => {
      const { x, y } = await handle(page);
      await page.mouse.move(x + (turn % 20 < 10 ? 4 : -4), y);
    },
    shows: () => `field('Prior of p0') !== window.before && yaml('prior: ' + field('Prior of p0'))`,
  },
  {
    name: 'add a parameter',
    event: 'click',
    prepare: async (page, turn) => {
      if (turn === 0) {
        await page.mouse.up();
      }
      await page.evaluate(() => {
        window.before = String(document.querySelectorAll('table[aria-label="Search space"] tbody tr').length);
      });
    },
    act: (page) => page.getByRole('button', { name: 'Add parameter' }).click(),
    shows: () => `rows() > Number(window.before)`,
  },
  {
    name: 'take a step back',
    event: 'keydown',
    prepare: async (page) => {
      await page.evaluate(() => {
        window.before = String(document.querySelectorAll('table[aria-label="Search space"] tbody tr').length);
      });
    },
    act: (page) => page.keyboard.press('Control+z'),
    shows: () => `rows() < Number(window.before)`,
  },
  {
    name: 'delete a parameter',
    event: 'click',
    prepare: (page, turn) => chooseFromMenu(page, `p${turn + 3}`),
    act: (page) => page.getByRole('menuitem', { name: 'Delete' }).click(),
    shows: (turn) => `field('Name of p${turn + 3}') === undefined && !yaml('p${turn + 3}: ')`,
  },
];

declare global {
  // biome-ignore lint/style/useConsistentTypeDefinitions: only an interface can be merged with the library's.
  interface Window {
    /** What was on screen before an edit. */
    before: string;
  }
}
