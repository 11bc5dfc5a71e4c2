import type { Page } from 'playwright-core';

/** What of a page is told at most, in characters: the whole of a dialog, the beginning of a long table. */
const MOST = 6000;

/** What a hook of vitest knows of the test that it comes after. */
type Ended = {
  readonly task: { readonly name: string; readonly result?: { readonly state: string } | undefined };
};

/**
 * After a test that failed: what stood on its pages then, as a screen reader would say it. A timeout alone tells what did
 * not come, never what came instead.
 */
export async function tellFailedPages({ task }: Ended, pages: readonly Page[]): Promise<void> {
  if (task.result?.state !== 'fail') {
    return;
  }
  for (const page of pages) {
    const shown = await page
      .locator('body')
      .ariaSnapshot({ timeout: 10_000 })
      .catch((thrown: unknown) => `not told: ${thrown}`);
    process.stderr.write(
      `\n"${task.name}" failed with this page at ${page.url()}:\n${shown.slice(0, MOST)}\n`,
    );
  }
}
