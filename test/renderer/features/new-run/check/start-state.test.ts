import { describe, expect, it } from 'vitest';
import { startRefusal } from '#renderer/features/new-run/check/start-state.ts';
import { demoCheck } from '#test/renderer/support/demo-check.ts';
import { DEMO_YAML } from '#test/renderer/support/demo-files.ts';

function check(text: string) {
  return demoCheck({ text, file: null, samples: 20 });
}

describe('whether a text can be started', () => {
  const good = { report: check(DEMO_YAML), pending: false, refusal: null };

  it('is yes once it is checked and right', () => {
    expect(startRefusal(DEMO_YAML, good)).toBeNull();
  });

  it('is no while it is empty, unchecked, wrong, or on a host for reading', () => {
    expect(startRefusal(' ', good)).toContain('first');
    expect(startRefusal(DEMO_YAML, { ...good, pending: true })).toBe('Checking…');
    const bad = { ...good, report: check('evaluate_pipeline: a.py:f\n') };
    expect(startRefusal('x', bad)).toMatch(/^Fix \d+ problems? to start$/);
  });
});
