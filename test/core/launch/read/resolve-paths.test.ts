import { describe, expect, it } from 'vitest';
import { resolvePath } from '#core/launch/read/resolve-paths.ts';

const base = { folder: '/project/search', home: '/users/ada' };

describe('a path in a YAML', () => {
  it.each([
    ['train.py', '/project/search/train.py'],
    ['../data/train.py', '/project/data/train.py'],
    ['./results', '/project/search/results'],
    ['/srv/results', '/srv/results'],
    ['~', '/users/ada'],
    ['~/results', '/users/ada/results'],
    ['~other/results', '/project/search/~other/results'],
  ])('is taken from the folder of its file or home: %s is %s', (written, resolved) => {
    expect(resolvePath(written, base)).toBe(resolved);
  });
});
