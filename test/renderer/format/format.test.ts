import { describe, expect, it } from 'vitest';
import { bytes, count, counted, given } from '#renderer/format/numbers.ts';
import { baseName, cutAtBeginning, folderOf, shellWord, tilde, typedPath } from '#renderer/format/paths.ts';
import { ago } from '#renderer/format/times.ts';
import { optimizerTitle, RUN_STATE_WORDS } from '#renderer/format/words.ts';

describe('a path in a narrow place', () => {
  it('is whole where there is room', () => {
    expect(cutAtBeginning('/runs/digits', 12)).toBe('/runs/digits');
  });

  it.each([
    ['/scratch/people/ada/runs/digits', 14, '…/runs/digits'],
    ['/scratch/people/ada/runs/digits', 9, '…/digits'],
    ['/runs/a-name-that-fills-the-room', 12, '…ls-the-room'],
    ['/people/examples/runs', 12, '…amples/runs'],
    ['D:\\people\\ada\\runs', 12, '…\\ada\\runs'],
  ])('begins %s in %d letters with the name of a directory where it can', (path, room, cut) => {
    expect(cutAtBeginning(path, room)).toBe(cut);
    expect(cut.length).toBeLessThanOrEqual(room);
  });
});

describe('numbers', () => {
  it('group thousands in counts', () => {
    expect(count(12_346)).toBe('12,346');
    expect([0, 999, 1000, 1_234_567.5].map(count)).toEqual(['0', '999', '1,000', '1,234,568']);
    expect(counted(1, 'trial')).toBe('1 trial');
    expect(counted(1_234, 'trial')).toBe('1,234 trials');
  });

  it.each([
    [0.01, '0.01'],
    [64, '64'],
    [0, '0'],
    [1e-4, '1e-4'],
    [2.5e-7, '2.5e-7'],
    [1e12, '1e12'],
    [-0.5, '-0.5'],
  ])('show the given %d as %s', (value, text) => {
    expect(given(value)).toBe(text);
    expect(Number(given(value))).toBe(value);
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_000, '1.00 kB'],
    [2_310_000_000, '2.31 GB'],
  ])('show %d bytes as %s', (value, text) => {
    expect(bytes(value)).toBe(text);
  });
});

describe('times', () => {
  const now = Date.parse('2026-01-31T12:00:00.000Z');
  it.each([
    ['2026-01-31T11:59:58.000Z', 'now'],
    ['2026-01-31T12:00:09.000Z', 'now'],
    ['2026-01-31T11:59:48.000Z', '12 s ago'],
    ['2026-01-31T09:00:00.000Z', '3 h ago'],
  ])('%s is %s', (at, words) => {
    expect(ago(at, now)).toBe(words);
  });
});

describe('paths', () => {
  it('are one word of a command line, in quotes where they need them', () => {
    expect(shellWord('/runs/first-1.2')).toBe('/runs/first-1.2');
    expect(shellWord("/my runs/it's")).toBe("'/my runs/it'\\''s'");
  });

  it('show the home directory as a tilde and nothing else', () => {
    expect(tilde('/users/person/runs/a', '/users/person')).toBe('~/runs/a');
    expect(tilde('/users/person', '/users/person')).toBe('~');
    expect(tilde('/users/personal', '/users/person')).toBe('/users/personal');
    expect(tilde('/somewhere/a', '/')).toBe('/somewhere/a');
    expect(tilde('C:\\people\\p\\runs', 'C:\\people\\p')).toBe('~\\runs');
  });

  it('tell name and folder, also behind a trailing slash', () => {
    expect(baseName('/a/b/')).toBe('b');
    expect(folderOf('/a/b/')).toBe('/a');
    expect(folderOf('/a')).toBe('/');
  });

  it('are whole however a person types them', () => {
    const host = { folder: '/data', home: '/users/person' };
    expect(typedPath(' run.yaml ', host)).toBe('/data/run.yaml');
    expect(typedPath('../b/./run.yaml', host)).toBe('/b/run.yaml');
    expect(typedPath('~/run.yaml', host)).toBe('/users/person/run.yaml');
    expect(typedPath('~other/run.yaml', host)).toBe('~other/run.yaml');
    expect(typedPath('C:\\runs\\a.yaml', { folder: 'C:\\work', home: null })).toBe('C:\\runs\\a.yaml');
  });
});

describe('words', () => {
  it('call a foreign run of which nothing tells more Watching', () => {
    expect(RUN_STATE_WORDS.unknown).toBe('Watching');
  });

  it('leave the name of an optimizer of somebody’s own as written', () => {
    expect(optimizerTitle('priorband')).toBe('PriorBand');
    expect(optimizerTitle('./mine.ts:Mine')).toBe('./mine.ts:Mine');
  });
});
