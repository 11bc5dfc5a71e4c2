import { describe, expect, it } from 'vitest';
import { TEMPLATES } from '#renderer/features/new-run/templates/templates.ts';
import { demoCheck } from '#test/renderer/support/demo-check.ts';

describe('templates', () => {
  const errors = (text: string) =>
    demoCheck({ text, file: null, samples: 20 })
      .problems.filter((problem) => problem.severity === 'error')
      .map(({ path }) => path);
  const [blank, ...others] = TEMPLATES;

  it.each(others.map(({ name, text }) => [name, text] as const))('%s has no error', (_name, text) => {
    expect(errors(text)).toEqual([]);
  });

  it('Blank lacks its function and its parameters alone', () => {
    expect(blank?.name).toBe('Blank');
    expect(errors(blank?.text ?? '')).toEqual(['evaluate_pipeline', 'pipeline_space']);
  });
});
