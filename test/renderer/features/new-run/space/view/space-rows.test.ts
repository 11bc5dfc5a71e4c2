import { describe, expect, it } from 'vitest';
import { parameterOf } from '#renderer/features/new-run/check/problem-place.ts';
import { spaceRows } from '#renderer/features/new-run/space/view/space-rows.ts';
import { demoCheck } from '#test/renderer/support/demo-check.ts';
import { DEMO_YAML } from '#test/renderer/support/demo-files.ts';

function check(text: string) {
  return demoCheck({ text, file: null, samples: 20 });
}

describe('the rows of the search space', () => {
  it('keep a broken parameter in its place', () => {
    const text = DEMO_YAML.replace('lower: 1.0e-6', 'lower: -1.0');
    const report = check(text);
    const problems = report.problems.filter((problem) => problem.severity === 'error');
    const rows = spaceRows(report.space ?? [], problems, text);
    expect(rows.map((row) => row.name)).toEqual([
      'learning_rate',
      'weight_decay',
      'momentum',
      'batch_size',
      'width',
      'optimizer',
      'epochs',
    ]);
    expect(rows[1]).toMatchObject({ parameter: null });
    expect(parameterOf(problems[0] ?? { path: null })).toBe('weight_decay');
  });

  it('take a remark on none of their parameters for one on the space', () => {
    const { space } = check(DEMO_YAML);
    const remark = { code: 'other', message: 'Weights.', path: 'pipeline_space.hyperparameters[1]' };
    const problem = { ...remark, severity: 'note' as const, line: 1, column: 1, file: 'space.json' };
    const rows = spaceRows(space ?? [], [problem], '');
    expect(rows.at(-1)).toEqual({ name: null, parameter: null, problems: [problem] });
  });
});
