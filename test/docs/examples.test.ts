import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { freePort } from '#test/support/free-port.ts';
import { PYTHON_MISSING } from '#test/support/python.ts';
import { Follower } from './follow-page.ts';
import { type Block, blocksOf, PAGES, readPage } from './markdown.ts';

let follower: Follower | null = null;

afterEach(async () => {
  await follower?.end();
  follower = null;
});

/** Modules that the examples import and that Python alone lacks. */
const MODULES = ['pandas', 'yaml', 'torch', 'tensorboard'];

/** Why nobody can follow these blocks here; empty where everybody can. */
function reasonToSkip(blocks: readonly Block[]): string {
  const python = blocks.filter(({ language }) => language === 'python').map(({ text }) => text);
  if (python.length > 0 && PYTHON_MISSING !== '') {
    return PYTHON_MISSING;
  }
  const missing = MODULES.filter((name) =>
    python.some((text) => new RegExp(`(import|from|utils\\.)\\s*${name}\\b`).test(text)),
  ).find((name) => !hasModule(name));
  return missing === undefined ? '' : ` (skipped: python3 has no ${missing})`;
}

function hasModule(name: string): boolean {
  try {
    execFileSync('python3', ['-c', `import ${name}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** A page is a dozen commands, each a process or more, on a machine that may do other things too. */
const PATIENCE_MILLISECONDS = 1_800_000;

describe('a person who follows a page from top to bottom', () => {
  const pages = PAGES.map((page) => ({ page, blocks: blocksOf(readPage(page)) }));
  for (const { page, blocks } of pages.filter((each) =>
    each.blocks.some(({ language }) => language === 'sh'),
  )) {
    const reason = reasonToSkip(blocks);
    test.skipIf(reason !== '')(
      `sees what ${page} shows${reason}`,
      { timeout: PATIENCE_MILLISECONDS },
      async () => {
        follower = new Follower(await freePort());
        await follower.follow(blocks);
        expect(follower.disagreements).toEqual([]);
      },
    );
  }
});
