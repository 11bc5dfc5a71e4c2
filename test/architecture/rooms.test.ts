import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const SOURCES = ['src-core', 'src-main', 'src-renderer'];
const MOST_FILES = 15;

const files = execFileSync('git', ['ls-files', '-z', ...SOURCES], { encoding: 'utf8' })
  .split('\0')
  .filter((file) => file !== '');

const rooms = ['src-core', 'src-renderer/features'].flatMap((above) =>
  readdirSync(above, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(above, name)),
);

describe('the folders of the source', () => {
  test('hold at most 15 files each, beside their pages', () => {
    const counts = new Map<string, number>();
    for (const file of files.filter((each) => !each.endsWith('.md'))) {
      counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
    }
    expect([...counts].filter(([, count]) => count > MOST_FILES)).toEqual([]);
  });

  test.each(rooms)('%s has a README of at most ten lines, whose links lead somewhere', (room) => {
    const page = readFileSync(join(room, 'README.md'), 'utf8');
    expect(page.trimEnd().split('\n').length).toBeLessThanOrEqual(10);
    for (const label of ['Read first', 'May import', 'Not here']) {
      expect(page).toContain(`- ${label}: `);
    }
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !existsSync(join(room, link)))).toEqual([]);
    expect(links.length).toBeGreaterThan(0);
  });
});
