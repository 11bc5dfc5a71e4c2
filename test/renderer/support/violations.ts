import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

async function violations(page: Page): Promise<string[]> {
  const results = (await page.evaluate(
    `(() => { ${AXE}; return axe.run({ rules: { 'label-content-name-mismatch': { enabled: true } } }); })()`,
  )) as AxeResults;
  return results.violations.map(
    (each) => `${each.id}: ${each.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
}

/** Has axe look at a page until it finds no fault: while something fades in, its colours are not yet what they will be. */
export async function expectNoViolations(page: Page): Promise<void> {
  await expect.poll(() => violations(page)).toEqual([]);
}
