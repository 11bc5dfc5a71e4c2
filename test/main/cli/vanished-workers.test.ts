import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Diagnosis } from '#core/contract/run/diagnosis.ts';
import { isAlive, ownIdentity } from '#core/platform/process-identity.ts';
import { tableOfThisFile } from '#test/core/settings-table/table.ts';
import {
  builtCommand,
  CLI,
  command,
  evaluationsIn,
  NOTING,
  startCommand,
  statusOf,
  TRIVIAL,
  trialsOf,
} from '#test/support/command-line.ts';
import { inContainer, NAMESPACES_MISSING, onHost } from '#test/support/namespaces.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const table = tableOfThisFile();
const started: ChildProcess[] = [];

afterEach(() => {
  for (const { pid } of started.splice(0)) {
    signalGroup(pid, 'SIGKILL');
  }
});

/** A lease in which a worker that lives is heard of, also on a busy machine. */
const QUICK = { heartbeat: '0.5 s', lease: '8 s' };

/** A process with all that it starts, as a group of its own. */
function start([program = '', ...args]: readonly string[]): ChildProcess {
  const child = spawn(program, args, {
    stdio: 'ignore',
    detached: true,
    env: { ...process.env, NO_COLOR: '1' },
  });
  started.push(child);
  return child;
}

function signalGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  if (pid === undefined) {
    return;
  }
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

const workerOf = (root: string) => [process.execPath, CLI, 'worker', root];

/** A run that exists, for which nobody works yet. */
async function runOf(settings: object = {}): Promise<ReturnType<typeof table>> {
  const made = table({
    settings: { max_evaluations_total: 2, incumbent: QUICK, ...settings },
    files: { 'objective.mjs': NOTING, 'trivial.mjs': TRIVIAL, hold: '' },
  });
  await made.begin({ workers: 0 });
  return made;
}

const begun = (folder: string) => evaluationsIn(folder).filter(([word]) => word === 'begin');

async function doctor(root: string, ...options: readonly string[]): Promise<Diagnosis> {
  // What this process saw before would count: only a new one has to wait.
  const call = options.includes('--wait') ? builtCommand : command;
  const { stdout, stderr, code } = await call(['doctor', root, '--json', ...options]);
  expect([code, stderr]).toEqual([0, expect.anything()]);
  return JSON.parse(stdout) as Diagnosis;
}

describe('a worker that is killed on this machine', () => {
  it('is explained by the doctor, and its trial goes on where a person says so', async () => {
    const { folder, root } = await runOf({ incumbent: { ...QUICK, requeue: 'ask' } });
    const worker = start(workerOf(root));
    await waitUntil(() => begun(folder).length === 1);
    worker.kill('SIGKILL');
    await waitUntil(async () => (await statusOf(root)).counts.stale === 1);
    const found = await doctor(root);
    expect(found.findings).toMatchObject([
      { code: 'stale-trial', trial: '1', mend: { kind: 'choose', options: ['--requeue 1', '--crash 1'] } },
      { code: 'worker-died' },
    ]);
    expect((await doctor(root, '--requeue', '1')).mended).toEqual(['put trial 1 back into the queue']);
    rmSync(join(folder, 'hold'));
    expect((await command(['resume', root])).code).toBe(0);
    expect(await trialsOf(root)).toMatchObject([
      { trial: '1', state: 'success', attempt: 2 },
      { trial: '2', state: 'success' },
    ]);
  });

  it('is not taken for dead while it is only stopped: its trial stays its own', async () => {
    const { folder, root } = await runOf();
    const sleeper = start(workerOf(root));
    await waitUntil(() => begun(folder).length === 1);
    signalGroup(sleeper.pid, 'SIGSTOP');
    rmSync(join(folder, 'hold'));
    const other = start(workerOf(root));
    await waitUntil(async () => (await statusOf(root)).counts.success >= 1);
    signalGroup(sleeper.pid, 'SIGCONT');
    await waitUntil(async () => (await statusOf(root)).state === 'finished');
    expect(
      begun(folder)
        .map(([, trial]) => trial)
        .sort(),
    ).toEqual(['1', '2']);
    expect(other.pid).toBeGreaterThan(0);
  });
});

describe(`a worker elsewhere${NAMESPACES_MISSING}`, () => {
  it.skipIf(NAMESPACES_MISSING !== '')(
    'that slept past the lease loses its trial, gives up on waking, and no result counts twice',
    async () => {
      const { folder, root } = await runOf({ max_evaluations_total: 1 });
      const far = start(onHost('far-away', workerOf(root)));
      await waitUntil(() => begun(folder).length === 1);
      // The evaluation too: a suspended machine runs nothing.
      const pipeline = Number(begun(folder)[0]?.[2]);
      signalGroup(far.pid, 'SIGSTOP');
      signalGroup(pipeline, 'SIGSTOP');
      const near = startCommand(['worker', root]);
      await waitUntil(() => begun(folder).length === 2);
      signalGroup(pipeline, 'SIGCONT');
      signalGroup(far.pid, 'SIGCONT');
      const given = () =>
        readFileSync(logOf(root, 'far-away'), 'utf8').includes('was given to another worker');
      await waitUntil(given);
      await waitUntil(() => !isAlive(pipeline, null));
      rmSync(join(folder, 'hold'));
      expect((await near.finished).code).toBe(0);
      await waitUntil(async () => (await statusOf(root)).state === 'finished');
      expect((await statusOf(root)).counts).toMatchObject({ success: 1, crashed: 0 });
      expect(evaluationsIn(folder).filter(([word]) => word === 'end')).toHaveLength(1);
      expect(await trialsOf(root)).toMatchObject([{ trial: '1', attempt: 2 }]);
    },
  );

  it.skipIf(NAMESPACES_MISSING !== '')(
    'in a container of the same host name is judged by its heartbeat, not by a process of its number here',
    async () => {
      const { folder, root } = await runOf({ max_evaluations_total: 1 });
      const container = start(inContainer(workerOf(root)));
      await waitUntil(() => begun(folder).length === 1);
      const [inside] = (await doctor(root)).workers;
      expect(inside).toMatchObject({ host: ownIdentity().host, pid: 1, alive: null });
      expect((await doctor(root)).findings).toMatchObject([{ code: 'worker-unknown', trial: '1' }]);
      expect((await doctor(root, '--wait')).workers).toMatchObject([
        { alive: true, known_by: 'its heartbeat moved while this process looked' },
      ]);
      container.kill('SIGKILL');
      const waited = await doctor(root, '--wait', '--mend');
      expect(waited.mended).toEqual(['put trial 1 back into the queue']);
    },
  );

  it.skipIf(NAMESPACES_MISSING !== '')(
    'that died does not keep a root from being overwritten for ever: --wait finds out',
    async () => {
      const { folder, root, yaml } = await runOf();
      const far = start(onHost('far-away', workerOf(root)));
      await waitUntil(() => begun(folder).length === 1);
      signalGroup(far.pid, 'SIGKILL');
      rmSync(join(folder, 'hold'));
      const refused = await command(['run', yaml, '--overwrite', '--yes']);
      expect([refused.code, refused.stderr]).toEqual([
        3,
        expect.stringMatching(/far-away.*may be|may be.*far-away/s),
      ]);
      const done = await command(['run', yaml, '--overwrite', '--yes', '--wait']);
      expect([done.code, done.stderr]).toEqual([0, expect.stringContaining('Looks whether')]);
      expect(await statusOf(root)).toMatchObject({ state: 'finished', counts: { success: 2 } });
    },
  );
});

describe('a root that changes under its worker', () => {
  it('is left without writing when another run has taken its place', async () => {
    const { folder, root, yaml } = await runOf();
    const worker = startCommand(['worker', root]);
    await waitUntil(() => begun(folder).length === 1);
    renameSync(root, join(folder, 'moved'));
    const other = await command(['run', yaml, '--set', 'evaluate_pipeline=trivial.mjs:objective']);
    expect([other.code, other.stderr]).toEqual([0, expect.anything()]);
    expect(await worker.finished).toMatchObject({ code: 3 });
    // The pipeline that would have waited for ever is gone with it.
    await waitUntil(() => !isAlive(Number(begun(folder)[0]?.[2]), null));
    const entries = readdirSync(join(root, '.incumbent', 'workers')).filter((name) => name.endsWith('.json'));
    expect(entries).toHaveLength(2);
    expect(await doctor(root)).toMatchObject({ healthy: true, findings: [] });
    expect((await statusOf(root)).counts).toMatchObject({ success: 2, evaluating: 0 });
  });

  it.each(['moved', 'deleted'])('is left when it is %s, and nothing is made in its place', async (how) => {
    const { folder, root } = await runOf();
    const worker = startCommand(['worker', root]);
    await waitUntil(() => begun(folder).length === 1);
    renameSync(root, join(folder, 'moved'));
    if (how === 'deleted') {
      rmSync(join(folder, 'moved'), { recursive: true });
    }
    expect(await worker.finished).toMatchObject({ code: 3 });
    expect(existsSync(root)).toBe(false);
    if (how === 'moved') {
      expect((await doctor(join(folder, 'moved'))).findings).toMatchObject([
        { code: 'stale-trial', trial: '1' },
        { code: 'worker-died' },
      ]);
    }
  });
});

/** The log of the worker on a host. */
function logOf(root: string, host: string): string {
  const folder = join(root, '.incumbent', 'workers');
  const [name = ''] = existsSync(folder)
    ? readdirSync(folder).filter((file) => file.startsWith(host) && file.endsWith('.log'))
    : [];
  return join(folder, name);
}
