import { NO_COUNTS } from '#core/analysis/trials/counts.ts';
import { engineContract } from '#core/contract/api/api.ts';
import type { Home, HomeRun } from '#core/contract/home.ts';
import type { RunStatus } from '#core/contract/run/status.ts';
import type { Engine } from '#core/engine.ts';

type Overrides = {
  readonly host?: Partial<Engine['host']>;
  readonly home?: Partial<Engine['home']>;
  readonly run?: Partial<Engine['run']>;
  readonly compare?: Partial<Engine['compare']>;
  readonly setup?: Partial<Engine['setup']>;
};

/**
 * An engine that answers as a test wants and refuses everything else by name. For tests of what stands around the
 * engine: transports, hosts, windows.
 */
export function stubEngine(overrides: Overrides = {}): Engine {
  const groups = Object.entries(engineContract).map(([group, contracts]) => {
    const defaults = Object.keys(contracts).map((name) => [name, unexpected(`${group}.${name}`)]);
    return [group, { ...Object.fromEntries(defaults), ...overrides[group as keyof Overrides] }];
  });
  return { ...Object.fromEntries(groups), dispose: async () => {} } as Engine;
}

function unexpected(name: string) {
  return async () => {
    throw new Error(`The test did not expect a call of ${name}`);
  };
}

export const STUB_HOST_INFO = {
  version: '1.2.3',
  host: 'browser',
  machine: 'test-machine',
  platform: 'linux',
  home: '/people/ada',
  read_only: false,
  cpus: 2,
  working_directory: '/people/ada',
  slurm_refusal: null,
} as const;

export function stubHome(seq: number): Home {
  return { seq, runs: [], watched_folders: [] };
}

/** A row of the list of runs, not read yet. */
export function stubHomeRun(key: string, changes: Partial<HomeRun> = {}): HomeRun {
  return {
    key,
    name: key,
    root: `/runs/${key}`,
    status: null,
    unreadable_because: null,
    trajectory: [],
    read_only_because: null,
    watched_folder: null,
    ...changes,
  };
}

/** A run with `alive` workers, as the list of runs shows it. */
export function stubStatus(changes: Partial<RunStatus> = {}): RunStatus {
  return {
    schema: 1,
    root: '/runs/a',
    layout: 'incumbent',
    state: 'running',
    finished_because: null,
    optimizer: { name: 'random_search' },
    counts: NO_COUNTS,
    best: null,
    budget: {
      evaluations: { completed: 0, committed: 0, total: 10 },
      cost: { spent: 0, total: null },
      duration: { spent: 0, total: null },
    },
    workers: [],
    problems: [],
    run_id: null,
    created_at: null,
    last_change_at: null,
    message: null,
    cost_unit: null,
    stopping: null,
    last_workers: null,
    last_env: {},
    ...changes,
  };
}
