import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The text as the editor has it, without what it says of problems beside their lines. */
export async function yamlText(page: Page): Promise<string> {
  const lines = await page.locator('.cm-line').evaluateAll((all) =>
    all.map((line) => {
      const copy = line.cloneNode(true) as Element;
      copy.querySelector('.cm-lens')?.remove();
      return copy.textContent;
    }),
  );
  return lines.join('\n');
}

/** Waits until the editor has exactly this text. */
export async function yamlBecomes(page: Page, text: string): Promise<void> {
  await expect.poll(() => yamlText(page)).toBe(text);
}
