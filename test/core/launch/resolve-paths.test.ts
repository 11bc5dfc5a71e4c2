import { describe, expect, it } from 'vitest';
import { resolvePath } from '#core/launch/resolve-paths.ts';

const base = { folder: '/work/search', home: '/home/ada' };

describe('resolvePath', () => {
  it.each([
    ['train.py', '/work/search/train.py'],
    ['../data/train.py', '/work/data/train.py'],
    ['./results', '/work/search/results'],
    ['/srv/results', '/srv/results'],
    ['~', '/home/ada'],
    ['~/results', '/home/ada/results'],
    ['~other/results', '/work/search/~other/results'],
  ])('takes %s from the folder of its file as %s', (written, resolved) => {
    expect(resolvePath(written, base)).toBe(resolved);
  });
});
