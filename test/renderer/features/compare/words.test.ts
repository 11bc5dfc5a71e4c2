import { describe, expect, it } from 'vitest';
import { compareRuns } from '#core/analysis/compare/compare-runs.ts';
import { linesMissing } from '#renderer/features/compare/words.ts';
import { comparedRun, curve } from '#test/core/analysis/compare/runs.ts';

const OPTIONS = { axis: 'evaluation', highestOnly: false, band: 'range', target: null } as const;

function missing(...runs: ReturnType<typeof comparedRun>[]) {
  return linesMissing(compareRuns([{ name: 'Random search', runs }], OPTIONS).groups);
}

describe('a group without a line', () => {
  const good = comparedRun('good', curve(10, [1, 3]));
  const silent = (name: string) => comparedRun(name, curve(4));

  it('says how many of its runs have no loss', () => {
    expect(missing(good)).toBeNull();
    expect(missing(good, silent('a'))).toBe('Random search has no line: 1 of its 2 runs has no loss.');
    expect(missing(good, silent('a'), silent('b'))).toBe(
      'Random search has no line: 2 of its 3 runs have no loss.',
    );
  });

  it('says that its runs have no place with a loss of each', () => {
    const late = comparedRun('late', curve(10, [9, 1]));
    const short = comparedRun('short', curve(3, [1, 2]), { state: 'stopped' });
    expect(missing(late, short)).toBe(
      'Random search has no line: one of its runs ends before another one has its first loss.',
    );
  });
});
