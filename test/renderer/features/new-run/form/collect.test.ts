import { describe, expect, it } from 'vitest';
import { collectSections } from '#renderer/features/new-run/form/collect.ts';
import { demoCheck } from '#test/renderer/support/demo-check.ts';
import { DEMO_YAML } from '#test/renderer/support/demo-files.ts';

describe('the form', () => {
  const sections = collectSections(demoCheck({ text: DEMO_YAML, file: null, samples: 20 }));

  it('has a section for every part, with what it says in a line', () => {
    expect(sections.map(({ title, summary }) => [title, summary])).toEqual([
      ['Pipeline', 'train.py:train'],
      ['Search space', '7 parameters'],
      ['Optimizer', 'Random search'],
      ['Budget', '100 evaluations, cost 24'],
      ['Errors', 'Record and go on'],
      ['Workers', 'Chosen at the start'],
    ]);
  });

  it('shows settings in words beside their keys', () => {
    const budget = sections.find((section) => section.id === 'budget');
    expect(budget?.rows).toContainEqual({
      key: 'max_evaluations_total',
      label: 'Evaluations',
      value: '100',
      input: 'number',
    });
    expect(budget?.rows).toContainEqual({
      key: 'incumbent.max_duration',
      label: 'Time',
      value: 'none',
      input: 'quantity',
    });
  });
});
