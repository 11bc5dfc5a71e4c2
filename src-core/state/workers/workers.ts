import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import { IncumbentError } from '#core/contract/errors.ts';
import { type Clock, systemClock } from '#core/platform/clock.ts';
import { errnoOf, fileError } from '#core/platform/files.ts';
import { ownIdentity } from '#core/platform/process-identity.ts';
import { parseJsonAs } from '../json-file.ts';
import { type RunLayout, runLayout } from '../layout.ts';
import { createOnce, replaceFile, runDisk } from '../run-files.ts';

/** `workers/ID.json`: written once, before the worker's first step. */
const workerRegistrationSchema = z.object({
  worker: z.string(),
  host: z.string(),
  pid: z.number().int(),
  /** Start time and process space, opaque: `ProcessIdentity`. */
  started: z.string().nullable(),
  space: z.string(),
  /** Stop generation when it registered: only later stops bind it. */
  generation: z.number().int(),
  registered_at: z.string(),
  version: z.string(),
  /** Seconds between two heartbeats. */
  heartbeat: z.number(),
  /** Its own budget of evaluations; null without one. */
  max_evaluations: z.number().int().nullable(),
  /** The run that it registered for; absent where an earlier version wrote it. */
  run_id: z.exactOptional(z.string()),
  /** Variables of its environment that were dealt out to the workers of its launch, such as a device. */
  dealt: z.exactOptional(z.record(z.string(), z.string())),
  /** The submission that it is a task of; absent for one that no scheduler has started. */
  task: z.exactOptional(
    z.object({
      submission: z.string(),
      index: z.number().int(),
      /** The job's id as the task sees it; absent for a script that somebody runs by hand. */
      job: z.exactOptional(z.string()),
    }),
  ),
});
export type WorkerRegistration = z.infer<typeof workerRegistrationSchema>;

/** `workers/ID.end.json`: why the worker left, in words and as a code for screens. */
const workerEndSchema = z.object({
  worker: z.string(),
  ended_at: z.string(),
  reason: z.enum([
    'evaluations',
    'evaluations-per-run',
    'cost',
    'duration',
    'exhausted',
    'stopped',
    'error',
    'root-replaced',
    'system',
  ]),
  because: z.string(),
  evaluations: z.number().int(),
});
export type WorkerEnd = z.infer<typeof workerEndSchema>;

/** One worker as its files tell: `end` is null while it lives or when it died without a word. */
export type WorkerEntry = { readonly registration: WorkerRegistration; readonly end: WorkerEnd | null };

/** A name that no other worker of any root has, fit for a file name, telling people on which machine it runs. */
export function newWorkerId(): string {
  const [machine = ''] = ownIdentity().host.split('.');
  const name = machine.replaceAll(/[^A-Za-z0-9-]+/g, '-').slice(0, 24) || 'worker';
  return `${name}-${randomBytes(4).toString('hex')}`;
}

export type NewRegistration = Pick<
  WorkerRegistration,
  'worker' | 'generation' | 'version' | 'heartbeat' | 'max_evaluations' | 'run_id' | 'dealt' | 'task'
>;

/** Registers a worker of this process, before its first step. Its name must be new. */
export async function registerWorker(
  root: string,
  registration: NewRegistration,
  clock: Clock = systemClock,
): Promise<WorkerRegistration> {
  const path = runLayout(root).registration(registration.worker);
  const complete = { ...registration, ...ownIdentity(), registered_at: clock.now().toISOString() };
  if (!createOnce('registration', path, `${JSON.stringify(complete)}\n`)) {
    throw new IncumbentError(
      'usage',
      `Workers have names of their own; ${registration.worker} is taken: ${path}`,
      {
        path,
      },
    );
  }
  return complete;
}

/** Moves the counter that tells workers on other machines that this one lives; call it every `heartbeat` seconds. */
export function createHeartbeat(root: string, worker: string): { beat(): void } {
  const layout = runLayout(root);
  let count = 0;
  return {
    beat() {
      count += 1;
      if (isRegistered(layout, worker)) {
        // In its place: that needs no room on a disk that is full, and half a number is another one, too.
        runDisk.writeOver('beat.write', layout.beat(worker), `${count}\n`);
      }
    },
  };
}

/** Says why a worker ended; the last thing it does. Nothing in a root where another run took its place. */
export async function writeWorkerEnd(root: string, end: WorkerEnd): Promise<void> {
  const layout = runLayout(root);
  if (isRegistered(layout, end.worker)) {
    replaceFile('end-note', layout.endNote(end.worker), `${JSON.stringify(end)}\n`);
  }
}

/** Names of workers are new in every run, so a root where one is not registered is not its own any more. */
function isRegistered(layout: RunLayout, worker: string): boolean {
  return existsSync(layout.registration(worker));
}

/** The workers of a root, looked up again and again; what can't change any more is read once. */
export type WorkerList = {
  /**
   * Everyone who registered so far, in order of registration. `known` are names from elsewhere (the journal):
   * on network file systems a directory listing may lag behind, a file's name does not.
   */
  refresh(known?: Iterable<string>): Promise<readonly WorkerEntry[]>;
};

export function createWorkerList(root: string): WorkerList {
  const layout = runLayout(root);
  const entries = new Map<string, WorkerEntry>();

  async function look(worker: string): Promise<void> {
    const registration =
      entries.get(worker)?.registration ??
      parseJsonAs(workerRegistrationSchema, await textOrNull(layout.registration(worker)));
    if (registration !== null) {
      const end = parseJsonAs(workerEndSchema, await textOrNull(layout.endNote(worker)));
      entries.set(worker, { registration, end });
    }
  }

  async function refresh(known: Iterable<string> = []): Promise<readonly WorkerEntry[]> {
    const names = new Set([...known, ...entries.keys(), ...(await listRegistrations(layout.workers))]);
    for (const worker of names) {
      if ((entries.get(worker)?.end ?? null) === null) {
        await look(worker);
      }
    }
    return [...entries.values()].sort(byRegistration);
  }
  return { refresh };
}

/** The workers of a root, once. */
export async function listWorkers(root: string): Promise<readonly WorkerEntry[]> {
  return createWorkerList(root).refresh();
}

async function listRegistrations(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((thrown) => {
    if (errnoOf(thrown) === 'ENOENT') {
      return [];
    }
    throw fileError(thrown, folder, 'list');
  });
  return names
    .filter((name) => name.endsWith('.json') && !name.endsWith('.end.json') && !name.startsWith('.'))
    .map((name) => name.slice(0, -'.json'.length));
}

async function textOrNull(path: string): Promise<string | null> {
  return readFile(path, 'utf8').catch((thrown) => {
    if (errnoOf(thrown) === 'ENOENT') {
      return null;
    }
    throw fileError(thrown, path, 'read');
  });
}

function byRegistration(a: WorkerEntry, b: WorkerEntry): number {
  const [left, right] = [a.registration, b.registration];
  const order = left.registered_at.localeCompare(right.registered_at);
  return order === 0 ? left.worker.localeCompare(right.worker) : order;
}
