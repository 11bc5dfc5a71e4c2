import type { HomeRun } from '#core/contract/home.ts';
import type { RunState, RunStatus } from '#core/contract/run/status.ts';
import { counted } from '../../format/numbers.ts';
import { FINISHED_WORDS, optimizerTitle } from '../../format/words.ts';

/** One row of the table, made of what the engine says of a run. */
export type HomeRow = {
  readonly key: string;
  readonly name: string;
  readonly root: string;
  readonly run: HomeRun;
  /** `unreadable` where the directory can't be read. */
  readonly state: RunState | 'unreadable';
  /** The line under the state: why it stands there. */
  readonly detail: string | null;
  readonly completed: number;
  readonly best: number | null;
  /** Workers that live or may live. */
  readonly workersAlive: number;
  /** Where they are (`this machine`, a host, `2 hosts`), and how many may live for all that is known; null without any. */
  readonly workersAbout: string | null;
  readonly optimizer: string | null;
  readonly changedAt: string | null;
};

const LAYOUT_NAMES: readonly (readonly [string, string])[] = [
  ['optuna', 'Optuna'],
  ['neps', 'NePS'],
];

function foreignName(status: RunStatus): string | null {
  return LAYOUT_NAMES.find(([prefix]) => status.layout.startsWith(prefix))?.[1] ?? null;
}

function detailOf(run: HomeRun): string | null {
  const { status } = run;
  if (!status) {
    return run.unreadable_because;
  }
  if (status.problems.some(({ code }) => code === 'slow-directory')) {
    return 'Its directory does not answer';
  }
  if (run.read_only_because) {
    const name = foreignName(status);
    return name ? `Read only, ${name}` : 'Read only';
  }
  switch (status.state) {
    case 'stalled':
      return `${counted(status.counts.stale, 'trial')} stale`;
    case 'failed':
      // The tag above says that it failed.
      return status.message?.replace(/^Failed: /, '') ?? null;
    case 'finished':
      return status.finished_because ? FINISHED_WORDS[status.finished_because] : null;
    default:
      return null;
  }
}

function whereOf(status: RunStatus, machine: string | null): string | null {
  const hosts = new Set(
    status.workers.flatMap(({ alive, host }) => (alive === false || host === null ? [] : [host])),
  );
  const [only] = hosts;
  if (only === undefined) {
    return null;
  }
  if (hosts.size > 1) {
    return `${hosts.size} hosts`;
  }
  return only === machine ? 'this machine' : only;
}

/** Of another program's workers nothing tells whether they live, and of those elsewhere not at once. */
function mayLive({ workers }: RunStatus): string | null {
  const unknown = workers.filter(({ alive }) => alive === null).length;
  const known = workers.filter(({ alive }) => alive === true).length;
  if (unknown === 0) {
    return null;
  }
  return known === 0 ? 'may be alive' : `${unknown} of them may be alive`;
}

function aboutWorkers(status: RunStatus, machine: string | null): string | null {
  return [whereOf(status, machine), mayLive(status)].filter(Boolean).join(', ') || null;
}

type Made = { readonly machine: string | null; readonly row: HomeRow };

/** What a run's row was made of; the row of a run that has not changed stays the same object. */
const made = new WeakMap<HomeRun, Made>();

/** Rows of the table in the engine's order. `machine` is the name of the engine's own host. */
export function collectRows(runs: readonly HomeRun[], machine: string | null): HomeRow[] {
  return runs.map((run) => {
    const known = made.get(run);
    const row = known !== undefined && known.machine === machine ? known.row : rowOf(run, machine);
    made.set(run, { machine, row });
    return row;
  });
}

function rowOf(run: HomeRun, machine: string | null): HomeRow {
  const { key, name, root, status } = run;
  return {
    key,
    name,
    root,
    run,
    state: status?.state ?? 'unreadable',
    detail: detailOf(run),
    completed: status?.budget.evaluations.completed ?? 0,
    best: status?.best?.loss ?? null,
    workersAlive: status?.workers.filter((worker) => worker.alive !== false).length ?? 0,
    workersAbout: status ? aboutWorkers(status, machine) : null,
    optimizer: status?.optimizer ? optimizerTitle(status.optimizer.name) : null,
    changedAt: status?.last_change_at ?? null,
  };
}
