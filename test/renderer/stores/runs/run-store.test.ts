import { describe, expect, it } from 'vitest';
import type { RunUpdate } from '#core/contract/run/run-view.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { applyUpdates, type RunView, UNREAD_RUN } from '#renderer/stores/runs/run-store.ts';
import { demoTrials } from '#test/renderer/support/demo-trials.ts';
import { stubStatus } from '#test/support/stub-engine.ts';

const trials = demoTrials({ seed: 3, completed: 4, evaluating: 1, endedSecondsAgo: 1, losses: [1, 0.1] });

function snapshot(given: readonly Trial[]): RunUpdate {
  const facts = {
    key: 'a',
    name: 'a',
    root: '/runs/a',
    space_inferred: false,
    space: null,
    optimizer: null,
    settings: null,
    read_only_because: null,
  };
  return { kind: 'snapshot', seq: 1, facts, status: stubStatus(), events: [], trials: [...given] };
}

function delta(changed: readonly Trial[], deleted: readonly string[] = []): RunUpdate {
  return {
    kind: 'delta',
    seq: 2,
    facts: null,
    status: stubStatus({ state: 'stopped' }),
    events: [],
    trials: [...changed],
    deleted: [...deleted],
  };
}

function names(view: RunView): string[] {
  return view.trials.map((trial) => trial.trial);
}

describe('the view of a run', () => {
  it('is live after its snapshot and keeps facts that a delta does not repeat', () => {
    const view = applyUpdates(UNREAD_RUN, [snapshot(trials), delta([])], new Map());
    expect(view.phase).toBe('live');
    expect(view.facts?.root).toBe('/runs/a');
    expect(view.status?.state).toBe('stopped');
  });

  it('changes a trial in its place and puts new ones at the end', () => {
    const [first, second, ...rest] = trials;
    const positions = new Map<string, number>();
    const before = applyUpdates(
      UNREAD_RUN,
      [snapshot([first, second].filter((trial) => trial !== undefined))],
      positions,
    );
    const changed = { ...(first as Trial), attempt: 2 };
    const after = applyUpdates(before, [delta([changed, ...rest])], positions);
    expect(names(after)).toEqual(trials.map((trial) => trial.trial));
    expect(after.trials[0]).toBe(changed);
    expect(after.trials[1]).toBe(second);
    expect(before.trials[0]).toBe(first);
  });

  it('puts new trials in their order, whichever is told first', () => {
    const named = (trial: string, sampled_at: string | null = null): Trial => ({
      ...(trials[0] as Trial),
      trial,
      sampled_at,
    });
    const told = (status: RunStatus, fresh: readonly Trial[]) => {
      const positions = new Map<string, number>();
      const updates = [snapshot([named('0')]), delta(fresh)].map((each) => ({ ...each, status }));
      const view = applyUpdates(UNREAD_RUN, updates, positions);
      expect(names(view).map((name) => positions.get(name))).toEqual([...view.trials.keys()]);
      return names(view);
    };
    const ours = ['10_rung_1', '2', '10_rung_0', '1', '9'].map((name) => named(name));
    expect(told(stubStatus(), ours)).toEqual(['0', '1', '2', '9', '10_rung_0', '10_rung_1']);
    const theirs = [named('1', '2026-01-01T00:00:01Z'), named('2', '2026-01-01T00:00:00Z')];
    expect(told(stubStatus({ layout: 'optuna-journal' }), theirs)).toEqual(['0', '2', '1']);
  });

  it('keeps the list of trials where nothing of them changes', () => {
    const positions = new Map<string, number>();
    const before = applyUpdates(UNREAD_RUN, [snapshot(trials)], positions);
    expect(applyUpdates(before, [delta([])], positions).trials).toBe(before.trials);
  });

  it('forgets deleted trials and still finds the places of the others', () => {
    const positions = new Map<string, number>();
    const before = applyUpdates(UNREAD_RUN, [snapshot(trials)], positions);
    const gone = names(before)[1] ?? '';
    const last = before.trials.at(-1) as Trial;
    const after = applyUpdates(before, [delta([{ ...last, state: 'success' }], [gone])], positions);
    expect(names(after)).toEqual(names(before).filter((name) => name !== gone));
    expect(after.trials.at(-1)?.state).toBe('success');
  });

  it('begins anew with a second snapshot', () => {
    const positions = new Map<string, number>();
    const before = applyUpdates(UNREAD_RUN, [snapshot(trials)], positions);
    const after = applyUpdates(before, [snapshot(trials.slice(0, 1))], positions);
    expect(after.trials).toHaveLength(1);
  });
});
