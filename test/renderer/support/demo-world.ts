import { IncumbentError } from '#core/contract/errors.ts';
import type { Trial, TrialNote } from '#core/contract/run/trial.ts';
import { type DemoRun, demoTrials } from './demo-trials.ts';
import { createTopic, type Topic } from './topic.ts';

/** Trials of a run that are new or changed, and those that are gone. */
type RunChange = {
  readonly key: string;
  readonly trials: readonly Trial[];
  readonly deleted: readonly string[];
};

/** What the demo engine knows and remembers. */
export type DemoWorld = {
  readonly runs: Map<string, DemoRun>;
  readonly folders: Set<string>;
  /** Every call that changes something, as name and input, in order. */
  readonly calls: { readonly name: string; readonly input: unknown }[];
  readonly homeChanges: Topic<null>;
  readonly runChanges: Topic<RunChange | null>;
  readonly run: (key: string) => DemoRun;
  readonly add: (run: DemoRun) => void;
  readonly remove: (key: string) => void;
  /** Replaces parts of a run; `trials` lists new and changed ones. Watchers hear of it at once. */
  readonly change: (
    key: string,
    part: Partial<DemoRun>,
    trials?: readonly Trial[],
    deleted?: readonly string[],
  ) => void;
  readonly notesOf: (key: string) => readonly TrialNote[];
  /** Changes what is noted of a trial; watchers hear of it at once. */
  readonly note: (
    key: string,
    change: {
      readonly trial: string;
      readonly star?: boolean | undefined;
      readonly note?: string | undefined;
    },
  ) => TrialNote;
};

/** A run that has just been started. */
export function freshRun(name: string): DemoRun {
  return {
    key: name,
    name,
    root: `/users/person/runs/${name}`,
    state: 'running',
    optimizer: 'random_search',
    trials: demoTrials({ seed: 9, completed: 3, evaluating: 1, endedSecondsAgo: 1, losses: [0.9, 0.1] }),
    evaluations: 20,
    cost: null,
    costUnit: null,
    workers: 1,
    changedSecondsAgo: 0,
    message: null,
    readOnlyBecause: null,
  };
}

/** Known trials in their places, changed where they did, new ones behind them. */
function mergeTrials(before: readonly Trial[], { trials, deleted }: RunChange): Trial[] {
  const changed = new Map(trials.map((trial) => [trial.trial, trial]));
  const kept = before.filter((trial) => !deleted.includes(trial.trial));
  const known = new Set(kept.map((trial) => trial.trial));
  return [
    ...kept.map((trial) => changed.get(trial.trial) ?? trial),
    ...trials.filter((trial) => !known.has(trial.trial)),
  ];
}

export function createDemoWorld(runs: readonly DemoRun[], folders: readonly string[]): DemoWorld {
  const byKey = new Map(runs.map((run) => [run.key, run]));
  const notes = new Map<string, TrialNote>();
  const homeChanges = createTopic<null>();
  const runChanges = createTopic<RunChange | null>();
  const run = (key: string): DemoRun => {
    const found = byKey.get(key);
    if (!found) {
      throw new IncumbentError('not-found', `Expected a run of the list, found none with the key ${key}.`, {
        key,
      });
    }
    return found;
  };
  return {
    runs: byKey,
    folders: new Set(folders),
    calls: [],
    homeChanges,
    runChanges,
    run,
    add: (added) => {
      byKey.set(added.key, added);
      homeChanges.publish(null);
    },
    remove: (key) => {
      byKey.delete(key);
      homeChanges.publish(null);
    },
    notesOf: (key) => [...notes].filter(([name]) => name.startsWith(`${key} `)).map(([, note]) => note),
    note: (key, { trial, star, note }) => {
      const before = notes.get(`${key} ${trial}`) ?? { star: false, note: '' };
      const next = { trial, star: star ?? before.star, note: note ?? before.note };
      notes.set(`${key} ${trial}`, next);
      runChanges.publish({ key, trials: [], deleted: [] });
      return next;
    },
    change: (key, part, trials = [], deleted = []) => {
      const before = run(key);
      const change = { key, trials, deleted };
      byKey.set(key, { ...before, trials: mergeTrials(before.trials, change), ...part });
      homeChanges.publish(null);
      runChanges.publish(change);
    },
  };
}
