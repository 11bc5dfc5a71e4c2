import { describe, expect, it } from 'vitest';
import { createLeftovers } from '#core/watch/home/leftovers.ts';

const OURS = { root: '/runs/a', reader: 'incumbent' };
const THEIRS = { root: '/runs/a', reader: 'neps' };
const REPLACED = expect.objectContaining({ code: 'root-replaced' });

describe('what may be left of a run that is being deleted', () => {
  it('is refused as long as it changes from look to look', () => {
    const leftovers = createLeftovers();
    leftovers.know(OURS);
    for (const files of ['three trials', 'two trials', 'one trial']) {
      expect(() => leftovers.refuse(THEIRS, files)).toThrow(REPLACED);
    }
  });

  it('is what it looks like once it stays', () => {
    const leftovers = createLeftovers();
    leftovers.know(OURS);
    expect(() => leftovers.refuse(THEIRS, 'two trials')).toThrow(REPLACED);
    expect(() => leftovers.refuse(THEIRS, 'two trials')).not.toThrow();
  });

  it('is what it looks like, too, where it goes on changing for long: that is a run at work', () => {
    const leftovers = createLeftovers();
    leftovers.know(OURS);
    const isRefused = (look: number) => {
      try {
        leftovers.refuse(THEIRS, `look ${look}`);
        return false;
      } catch {
        return true;
      }
    };
    const refused = Array.from({ length: 200 }, (_, look) => isRefused(look));
    expect([refused.indexOf(false), refused.lastIndexOf(true)]).toEqual([60, 59]);
  });

  it('is none where nothing stood there before, or a run of the same program', () => {
    const leftovers = createLeftovers();
    expect(() => leftovers.refuse(THEIRS, 'files')).not.toThrow();
    leftovers.know(OURS);
    expect(() => leftovers.refuse(OURS, 'files')).not.toThrow();
    leftovers.forget();
    expect(() => leftovers.refuse(THEIRS, 'files')).not.toThrow();
  });
});
