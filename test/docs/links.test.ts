import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { anchorsOf, PAGES, proseOf, REPOSITORY, readPage } from './markdown.ts';

/** `[words](target)`, `![words](target)`; not what stands in code. */
function linksOf(page: string): readonly string[] {
  const prose = proseOf(readPage(page)).replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** Why a link of `page` leads nowhere; null where it leads somewhere, or out of the repository. */
function problemOf(page: string, link: string): string | null {
  if (/^https?:/.test(link)) {
    return null;
  }
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : normalize(join(dirname(page), path));
  if (!existsSync(join(REPOSITORY, target))) {
    return `${page} links to ${link}: there is no ${target}`;
  }
  return anchor === undefined || anchorsOf(readPage(target)).includes(anchor)
    ? null
    : `${page} links to ${link}: ${target} has no such heading`;
}

test.each(PAGES)('every link of %s leads somewhere', (page) => {
  expect(linksOf(page).map((link) => problemOf(page, link))).toEqual(linksOf(page).map(() => null));
});

test('every page of docs is linked from the README', () => {
  const linked = linksOf('README.md').map((link) => normalize(link.split('#')[0] ?? ''));
  const pages = PAGES.filter((page) => page.startsWith('docs/'));
  expect(pages.filter((page) => !linked.includes(page))).toEqual([]);
});

test('a file that a page names in code exists', () => {
  const missing = PAGES.flatMap((page) =>
    [...proseOf(readPage(page)).matchAll(/`((?:src-\w+|test|assets|docs)\/[\w./-]+)`/g)]
      .map(([, path = '']) => path)
      .filter((path) => !existsSync(join(REPOSITORY, path)))
      .map((path) => `${page}: ${path}`),
  );
  expect(missing).toEqual([]);
});
