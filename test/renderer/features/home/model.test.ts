import { describe, expect, it } from 'vitest';
import type { HomeRun } from '#core/contract/home.ts';
import { collectRows } from '#renderer/features/home/collect.ts';
import {
  countStates,
  filterRows,
  keepOrder,
  nextSort,
  sortFromText,
  sortRows,
  sortToText,
  summaryWords,
} from '#renderer/features/home/model.ts';
import { demoRuns } from '../../support/demo-runs.ts';
import { statusOf } from '../../support/demo-trials.ts';

const RUNS = demoRuns().map(
  (run): HomeRun => ({
    key: run.key,
    name: run.name,
    root: run.root,
    status: statusOf(run),
    unreadable_because: null,
    trajectory: [],
    read_only_because: run.readOnlyBecause,
    watched_folder: null,
  }),
);
const ROWS = collectRows(RUNS, 'gpu02');

function namesBy(sort: string): string[] {
  return sortRows(ROWS, sortFromText(sort)).map((row) => row.name);
}

describe('rows of the list', () => {
  it('say in one line why a run stands where it stands', () => {
    const details = Object.fromEntries(ROWS.map((row) => [row.name, row.detail]));
    expect(details).toMatchObject({
      'resnet-cifar': null,
      'optuna-lgbm': 'Read only, Optuna',
      'diffusion-2d': '2 trials stale',
      'vit-tiny-imagenet': "ModuleNotFoundError: No module named 'timm'",
      'lstm-energy': 'All evaluations done',
    });
  });

  it('count the living and say where they are', () => {
    const [row] = ROWS;
    expect([row?.workersAlive, row?.workersAbout]).toEqual([4, '2 hosts']);
    const [first] = RUNS;
    const workers = first?.status?.workers.slice(0, 1).map((worker) => ({ ...worker, alive: null })) ?? [];
    const status = first?.status ? { ...first.status, workers } : null;
    const [alone] = collectRows(first ? [{ ...first, status }] : [], 'gpu02');
    expect([alone?.workersAlive, alone?.workersAbout]).toEqual([1, 'this machine, may be alive']);
  });

  it('say of workers of another program that they may be alive', () => {
    const [first] = RUNS;
    const of = (...alive: (boolean | null)[]) => {
      const [one] = first?.status?.workers ?? [];
      const workers = one ? alive.map((each) => ({ ...one, host: null, alive: each })) : [];
      const status = first?.status ? { ...first.status, workers } : null;
      const [row] = collectRows(first ? [{ ...first, status }] : [], null);
      return [row?.workersAlive, row?.workersAbout];
    };
    expect(of(null, false)).toEqual([1, 'may be alive']);
    expect(of(null, null, true)).toEqual([3, '2 of them may be alive']);
    expect(of(false)).toEqual([0, null]);
  });

  it('say of a directory that it does not answer', () => {
    const [first] = RUNS;
    const problem = { code: 'slow-directory', severity: 'error', message: 'old', file: null } as const;
    const place = { line: null, column: null, path: null };
    const status = first?.status ? { ...first.status, problems: [{ ...problem, ...place }] } : null;
    const [row] = collectRows(first ? [{ ...first, status }] : [], null);
    expect(row?.detail).toBe('Its directory does not answer');
  });

  it('say why a directory cannot be read', () => {
    const [row] = collectRows(
      RUNS.slice(0, 1).map((run) => ({ ...run, status: null, unreadable_because: 'Permission denied' })),
      null,
    );
    expect([row?.state, row?.detail]).toEqual(['unreadable', 'Permission denied']);
  });
});

describe('order and filters', () => {
  it('put what runs and what needs somebody first', () => {
    expect(namesBy('').slice(0, 4)).toEqual([
      'resnet-cifar',
      'gpt-nano-owt',
      'diffusion-2d',
      'vit-tiny-imagenet',
    ]);
  });

  it('sort by the latest change and by loss, what is missing last in both directions', () => {
    expect(namesBy('changed').at(-1)).toBe('lstm-energy');
    expect(namesBy('best')[0]).toBe('lstm-energy');
    const rows = ROWS.map((row, index) => (index === 0 ? { ...row, best: null } : row));
    expect(sortRows(rows, { column: 'best', descending: false }).at(-1)?.best).toBeNull();
    expect(sortRows(rows, { column: 'best', descending: true }).at(-1)?.best).toBeNull();
  });

  it('turn round at the second press and read back from the address', () => {
    const first = nextSort(sortFromText(''), 'name');
    const second = nextSort(first, 'name');
    expect([sortToText(first), sortToText(second)]).toEqual(['name', '-name']);
    expect(sortFromText('-name')).toEqual(second);
    expect(sortFromText('nonsense')).toEqual({ column: 'state', descending: false });
  });

  it('narrow by state and by every word of a text in name or path', () => {
    expect(filterRows(ROWS, 'running', '').map((row) => row.name)).toEqual(['resnet-cifar', 'gpt-nano-owt']);
    expect(filterRows(ROWS, null, 'SCRATCH gpt').map((row) => row.name)).toEqual(['gpt-nano-owt']);
    expect(filterRows(ROWS, 'failed', 'gpt')).toEqual([]);
  });

  it('count the states that occur', () => {
    expect(countStates(ROWS)).toContainEqual({ state: 'running', count: 2 });
    expect(countStates(ROWS).map((each) => each.state)).not.toContain('empty');
    expect(summaryWords(ROWS)).toBe('2 running, 2 need you');
  });

  it('keep rows where they were, new ones last', () => {
    const order = ['lstm-energy', 'resnet-cifar'];
    expect(
      keepOrder(ROWS, order)
        .map((row) => row.name)
        .slice(0, 3),
    ).toEqual(['lstm-energy', 'resnet-cifar', 'gpt-nano-owt']);
  });
});
