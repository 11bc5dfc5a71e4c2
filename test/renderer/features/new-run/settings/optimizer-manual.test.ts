import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OPTIMIZERS } from '#core/optimizers/registry.ts';
import { manualOf } from '#renderer/features/new-run/settings/optimizer-manual.ts';

const PAGE = readFileSync('docs/optimizers.md', 'utf8');

describe('the manual of an optimizer', () => {
  it.each(OPTIMIZERS.map(({ info }) => info.name))('says of %s how it works', (name) => {
    expect(manualOf(PAGE, name).length).toBeGreaterThan(0);
  });

  it('is its own part after what holds for its kind, with the words of links alone', () => {
    const page = [
      '# Optimizers\n',
      '## Of one kind\n\nThey learn,\nas [the paper](a.md#b) says.\n',
      '### `first`\n\nBegins.\n\nSource: A.\n\n### `second`\n\nWith `third`: the same.\n',
      '## How they compare\n\n### Figures\n\n`third` is ahead.\n',
    ].join('\n');
    expect(manualOf(page, 'first')).toEqual(['They learn, as the paper says.', 'Begins.', 'Source: A.']);
    expect(manualOf(page, 'third')).toEqual(['They learn, as the paper says.', 'With `third`: the same.']);
    expect(manualOf(page, 'fourth')).toEqual([]);
  });
});
