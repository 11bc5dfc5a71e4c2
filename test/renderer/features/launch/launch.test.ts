import { describe, expect, it } from 'vitest';
import { proposeBudget, readBudget } from '#renderer/features/launch/budget/more-budget-dialog.tsx';
import { readEnvironment, readLaunch } from '#renderer/features/launch/fields/launch-fields.ts';
import { historyWords, lossesOf } from '#renderer/features/launch/overwrite/existing-facts.ts';
import {
  choiceOf,
  firstChoice,
  refusalOfChoice,
} from '#renderer/features/launch/overwrite/overwrite-choices.tsx';
import { demoExistingRun } from '../../support/demo-existing-run.ts';

const TEXT = { workers: '1', env: '', where: 'here', sbatch: '' } as const;

describe('the fields of a start', () => {
  it('read options of sbatch line by line where workers are tasks of Slurm, and not elsewhere', () => {
    const text = { ...TEXT, sbatch: ' --time=2:00:00\n\n-p gpu ' };
    expect(readLaunch({ ...text, where: 'slurm' }).slurm).toEqual({ options: ['--time=2:00:00', '-p gpu'] });
    expect(readLaunch(text).slurm).toBeNull();
    expect(readLaunch({ ...text, where: 'slurm', workers: '0' }, 0).slurm).toBeNull();
  });

  it.each(['', '0', '-1', '1.5', 'two', '257'])('refuse %o as a number of workers', (workers) => {
    expect(readLaunch({ ...TEXT, workers }).workersError).not.toBeNull();
  });

  it('read variables line by line, values as they stand', () => {
    expect(readEnvironment('A=1\n\n  B_2=x=y z  \nC=')).toEqual({
      env: { A: '1', B_2: 'x=y z', C: '' },
      error: null,
    });
  });

  it('name the line that is no variable', () => {
    expect(readEnvironment('A=1\nhello').error).toContain('hello');
    expect(readEnvironment('2A=1').error).toContain('2A=1');
  });
});

describe('a larger budget', () => {
  const budget = {
    evaluations: { completed: 50, committed: 50, total: 50 },
    cost: { spent: 10, total: 12 },
    duration: { spent: 0, total: null },
  };

  it('is proposed as twice the evaluations and what they will cost', () => {
    expect(proposeBudget(budget)).toEqual({ evaluations: '100', cost: '20' });
  });

  it('sets only what changes', () => {
    expect(readBudget({ evaluations: '80', cost: '12' }, budget).set).toEqual(['max_evaluations_total=80']);
    expect(readBudget({ evaluations: '50', cost: '12.5' }, budget).set).toEqual(['max_cost_total=12.5']);
    expect(readBudget({ evaluations: '', cost: '' }, budget).set).toEqual([]);
  });

  it('may be lowered down to what is completed and spent, and not further', () => {
    const lowered = readBudget(
      { evaluations: '60', cost: '11' },
      { ...budget, evaluations: { completed: 50, committed: 50, total: 120 } },
    );
    expect(lowered).toEqual({
      set: ['max_evaluations_total=60', 'max_cost_total=11'],
      evaluationsError: null,
      costError: null,
      leap: null,
    });
    const change = readBudget({ evaluations: '49', cost: '9' }, budget);
    expect(change.evaluationsError).toBe('Not below the 50 that are completed');
    expect(change.costError).toBe('Not below the 10.00 that is spent');
    expect(readBudget({ evaluations: '60.5', cost: '0' }, budget)).toMatchObject({
      evaluationsError: 'A whole number of evaluations',
      costError: 'A number above 0',
    });
  });

  it('is asked about where it is ten times what it was', () => {
    expect(readBudget({ evaluations: '499', cost: '' }, budget).leap).toBeNull();
    expect(readBudget({ evaluations: '500', cost: '' }, budget).leap).toBe('Yes, 450 more evaluations');
    expect(readBudget({ evaluations: '', cost: '1200' }, budget).leap).toBe('Yes, a cost of 1200');
  });
});

describe('an occupied root', () => {
  const now = Date.now();

  it('is continued by default, or left alone where that is impossible', () => {
    expect(firstChoice(demoExistingRun()).kind).toBe('continue');
    expect(firstChoice(demoExistingRun({ continue_refusal: 'The space differs.' }))).toEqual({
      kind: 'other-directory',
      otherRoot: '/users/person/runs/resnet-wide-2',
      typedName: '',
    });
  });

  it('is overwritten only with its very name', () => {
    const existing = demoExistingRun();
    const text = { ...firstChoice(existing), kind: 'overwrite' as const };
    expect(refusalOfChoice(existing, { ...text, typedName: 'resnet-w' })).not.toBeNull();
    expect(refusalOfChoice(existing, { ...text, typedName: 'resnet-wide' })).toBeNull();
    expect(choiceOf({ ...text, typedName: 'resnet-wide' })).toEqual({
      kind: 'overwrite',
      confirmed_name: 'resnet-wide',
    });
  });

  it('is not overwritten while workers live there, whatever is typed', () => {
    const existing = demoExistingRun({ overwrite_refusal: '2 workers are alive.' });
    const text = { ...firstChoice(existing), kind: 'overwrite' as const, typedName: 'resnet-wide' };
    expect(refusalOfChoice(existing, text)).toBe('2 workers are alive.');
  });

  it('is described by what would be lost', () => {
    const losses = lossesOf(demoExistingRun({ foreign_count: 2, foreign_files: ['notes.md', 'b.txt'] }), now);
    expect(losses.map((loss) => loss.what)).toEqual([
      '41 trials',
      'Best loss 0.06120',
      '9.840 GPU hours',
      '2.31 GB in 1,204 files',
      '2 files of yours',
    ]);
    expect(losses[0]?.about).toBe('36 success, 3 failed, 2 crashed');
    expect(historyWords(demoExistingRun(), now)).toContain('Started 4 days ago with PriorBand');
  });

  it('tells hours instead of a cost where none was reported', () => {
    const losses = lossesOf(demoExistingRun({ cost: 0, best: null }), now);
    expect(losses.map((loss) => loss.what)).toEqual(['41 trials', '5 h 12 min', '2.31 GB in 1,204 files']);
  });
});
