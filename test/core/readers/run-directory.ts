import { appendFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { RUN_DEFAULTS } from '#core/config/settings/run-settings.ts';
import { INCUMBENT_DEFAULTS, type RunSettings } from '#core/contract/setup/settings.ts';
import { ownIdentity } from '#core/platform/process-identity.ts';
import type { JournalOperation } from '#core/state/journal/journal-entry.ts';
import { announceWriter } from '#core/state/journal/journal-writers.ts';
import { runLayout } from '#core/state/layout.ts';
import { createRun } from '#core/state/root/create-run.ts';
import type { RunRecord } from '#core/state/root/run-record.ts';
import type { WorkerEnd, WorkerRegistration } from '#core/state/workers/workers.ts';
import { float } from '#test/core/space/parameters.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

const SETTINGS: RunSettings = {
  ...RUN_DEFAULTS,
  evaluate_pipeline: { kind: 'javascript', file: '/p.js', export: 'f', written: 'p.js:f' },
  root_directory: '/root',
  optimizer: { kind: 'named', name: 'random_search', arguments: {} },
  seed: 1,
};

type RecordChanges = {
  readonly settings?: Partial<RunSettings>;
  readonly incumbent?: Partial<RunSettings['incumbent']>;
  readonly record?: Partial<RunRecord>;
};

export function recordWith({ settings, incumbent, record }: RecordChanges = {}): RunRecord {
  return {
    format: 1,
    run_id: 'run-1',
    created_at: '2026-01-31T12:00:00.000Z',
    working_directory: '/',
    optimizer: { name: 'random_search', arguments: {}, reason: 'named in the YAML' },
    settings: { ...SETTINGS, ...settings, incumbent: { ...INCUMBENT_DEFAULTS, ...incumbent } },
    space: [float(0, 1)],
    launches: [],
    ...record,
  };
}

/** A new run directory below a temporary folder; its parent is removed by {@link removeRun}. */
export async function newRun(changes: RecordChanges = {}): Promise<string> {
  const root = join(folderWith({}), 'run');
  await createRun(root, recordWith(changes));
  return root;
}

export function removeRun(root: string): void {
  removeFolder(join(root, '..'));
}

/** A process of this machine that has ended for certain. */
const DEAD_PID = 2 ** 22 + 1;
const START = Date.UTC(2026, 0, 31, 12);

type Registered = Partial<WorkerRegistration>;

/** Writes what a worker would write, line by line, without a worker. Times count up by a second from noon. */
export function writerOf(root: string, worker: string) {
  const layout = runLayout(root);
  announceWriter(layout, worker);
  let seq = 0;
  const line = (operation: JournalOperation, fence: number, second = fence): void => {
    seq += 1;
    const time = START + second * 1000;
    appendFileSync(layout.journalOf(worker), `${JSON.stringify({ ...operation, fence, seq, time })}\n`);
  };
  return {
    worker,
    line,
    /** A trial that this worker evaluates from now on. */
    begin: (number: number, fence: number): void => {
      line(
        {
          op: 'sample',
          number,
          trial: String(number),
          config: { x: number / 10 },
          bracket: null,
          rung: null,
          fidelity: null,
          attempt: 1,
        },
        fence,
      );
    },
    report: (number: number, fence: number, loss: number | 'NaN', cost: number | null = null): void => {
      line(
        {
          op: 'report',
          trial: String(number),
          attempt: 1,
          late: false,
          state: 'success',
          loss,
          cost,
          learning_curve: null,
          extra: null,
          error: null,
          started: START + (fence - 1) * 1000,
          ended: START + fence * 1000,
          seconds: 1,
        },
        fence,
      );
    },
    fail: (number: number, fence: number, message: string): void => {
      line(
        {
          op: 'report',
          trial: String(number),
          attempt: 1,
          late: false,
          state: 'failed',
          loss: null,
          cost: null,
          learning_curve: null,
          extra: null,
          error: { type: 'ValueError', message, traceback: 'Traceback' },
          started: START + (fence - 1) * 1000,
          ended: START + fence * 1000,
          seconds: 1,
        },
        fence,
      );
    },
    /** Registered as a process that lives: this one. */
    registerAlive: (changes: Registered = {}): void =>
      register(root, worker, { ...ownIdentity(), ...changes }),
    /** Registered as a process of this machine that does not live any more. */
    registerDead: (changes: Registered = {}): void =>
      register(root, worker, { ...ownIdentity(), pid: DEAD_PID, started: 'long ago', ...changes }),
    /** Registered on another machine. */
    registerElsewhere: (changes: Registered = {}): void =>
      register(root, worker, {
        host: `not-${hostname()}`,
        pid: 1,
        started: null,
        space: 'other',
        ...changes,
      }),
    beat: (count: number): void => writeFileSync(layout.beat(worker), `${count}\n`),
    end: (reason: WorkerEnd['reason'], because: string, second = 100): void => {
      const ended_at = new Date(START + second * 1000).toISOString();
      const end: WorkerEnd = { worker, ended_at, reason, because, evaluations: 0 };
      writeFileSync(layout.endNote(worker), JSON.stringify(end));
    },
  };
}

function register(root: string, worker: string, changes: Registered): void {
  const registration = {
    worker,
    host: 'host',
    pid: 1,
    started: null,
    space: '',
    generation: 0,
    registered_at: new Date(START).toISOString(),
    version: '0.1.0',
    heartbeat: 10,
    max_evaluations: null,
    ...changes,
  } satisfies WorkerRegistration;
  mkdirSync(runLayout(root).workers, { recursive: true });
  writeFileSync(runLayout(root).registration(worker), JSON.stringify(registration));
}

/** Every path below a directory with its content, times and mode: equal before and after what must not write. */
export function treeHash(directory: string): string {
  const names = readdirSync(directory, { recursive: true, withFileTypes: true });
  return names
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return `${path} ${entry.isFile() ? readFileSync(path, 'base64') : 'directory'}`;
    })
    .sort()
    .join('\n');
}
