import { describe, expect, it } from 'vitest';
import { createRecent } from '#core/config/document/parse-yaml.ts';

describe('what was made of the latest texts', () => {
  it('is made once as long as few other texts come between', () => {
    const recent = createRecent<string>({ texts: 2, longest: 10 });
    const made: string[] = [];
    const use = (text: string) =>
      recent(text, () => {
        made.push(text);
        return text.toUpperCase();
      });
    expect([use('a'), use('b'), use('a'), use('c'), use('a')]).toEqual(['A', 'B', 'A', 'C', 'A']);
    expect(made).toEqual(['a', 'b', 'c']);
    use('b');
    expect(made).toEqual(['a', 'b', 'c', 'b']);
  });

  it('is not kept of long texts', () => {
    const recent = createRecent<number>({ texts: 2, longest: 3 });
    let made = 0;
    for (const _ of [1, 2]) {
      recent('long', () => (made += 1));
    }
    expect(made).toBe(2);
  });
});
