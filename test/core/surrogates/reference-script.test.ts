import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { REFERENCE_VALUES } from '#test/core/reference-values.ts';

function python(...parameters: readonly string[]): string | null {
  try {
    return execFileSync('python3', parameters, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  } catch {
    return null;
  }
}

describe('the reference values', () => {
  it('are what the installed NumPy, SciPy, scikit-learn and mpmath give', (context) => {
    const isMissing = python('-c', 'import mpmath, numpy, scipy, sklearn') === null;
    context.skip(isMissing, 'needs Python with mpmath, numpy, scipy and scikit-learn');
    const report = python(fileURLToPath(new URL('make_fixtures.py', REFERENCE_VALUES)), '--check');
    const lines = (report ?? '')
      .trim()
      .split('\n')
      .map((line) => line.split(' '));
    expect(lines.map(([file]) => file)).toEqual([
      'linear-algebra.json',
      'gaussian-process.json',
      'minima.json',
      'log-improvement.json',
    ]);
    // Minimisers of another version end elsewhere within their tolerance; everything else agrees to rounding.
    expect(lines.filter(([, difference]) => !(Number(difference) < 1e-5))).toEqual([]);
  }, 600_000);
});
