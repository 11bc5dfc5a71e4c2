import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { listJournals } from '#core/state/journal/journal-writers.ts';
import { runLayout } from '#core/state/layout.ts';
import { openSession } from '#core/state/session/worker-session.ts';
import { sampleOf } from '#test/core/state/run-fixture.ts';
import type { ChaosPlan } from './chaos-plan.ts';
import { type ChaosRun, chaosRun, type StartWish, unmadeRun } from './chaos-run.ts';

export const WORKER = 'chaos-worker';
export const START = 'chaos-start';
export const DOCTOR = 'chaos-doctor';

export type Programs = (name: typeof WORKER | typeof START | typeof DOCTOR) => string;

/** A state of a run directory, and the process that meets it: together they take some of the steps. */
export type Scenario = {
  readonly name: string;
  /** `worker`: a worker process. `doctor`: one that mends. Otherwise a start with that wish, before its workers. */
  readonly victim: 'worker' | 'doctor' | StartWish;
  make(programs: Programs): Promise<ChaosRun>;
  readonly refusals: ChaosPlan['refusals'];
};

const BUDGET = 3;
const WITH_EVENTS = { incumbent: { tensorboard: true } };

function refused(...steps: readonly string[]): ChaosPlan['refusals'] {
  return steps.map((step) => ({ step, errno: 'ENOSPC' }));
}

/** A run in which a worker was killed at a step. */
async function afterDeathAt(programs: Programs, step: string, nth: number): Promise<ChaosRun> {
  const run = await chaosRun(BUDGET);
  const strike = { step, moment: 'before', nth, signal: 'SIGKILL' } as const;
  await run.start(programs(WORKER), { strike }).ended();
  return run;
}

async function madeWith(prepare: (run: ChaosRun) => void | Promise<void>): Promise<ChaosRun> {
  const run = await chaosRun(BUDGET);
  await prepare(run);
  return run;
}

/** A run that has ended. */
async function ended(programs: Programs, budget: number): Promise<ChaosRun> {
  const run = unmadeRun(budget);
  await run.prepare(programs(START), 'continue').ended();
  await run.start(programs(WORKER)).ended();
  return run;
}

/** The state of journal/fences/ just before the fence at which old ones are cleared away. */
function manyFences(root: string): void {
  const layout = runLayout(root);
  writeFileSync(layout.lastFence, '1279');
  for (const old of [1, 2, 3]) {
    writeFileSync(layout.fence(old), '');
  }
}

/** What a disk that lost a part of two lines made of them, and a folder of which it kept the name. */
export const SPOILT = {
  line: '{"op":"repo{"op":"delete","trial":"1","fence":99,"seq":1,"time":1}',
  trial: '9',
};

function spoil({ root }: ChaosRun): void {
  const layout = runLayout(root);
  const [writer = ''] = listJournals(layout);
  appendFileSync(layout.journalOf(writer), `${SPOILT.line}\n`);
  mkdirSync(layout.trial(SPOILT.trial).directory);
}

async function enqueueOne({ root }: ChaosRun): Promise<void> {
  const session = await openSession(root, 'person');
  const [reservation] = (await session.step({ decide: () => ({ reserve: 1 }) })).reservations;
  if (reservation !== undefined) {
    await session.enqueue(reservation, sampleOf(0.5));
  }
  await session.end('enqueued');
}

/**
 * Together they take every step of the list. A step is examined in the first that takes it, so one that always does
 * stands before one that does by chance.
 */
export const SCENARIOS: readonly Scenario[] = [
  { name: 'a worker of a new run', victim: 'worker', make: () => chaosRun(BUDGET), refusals: [] },
  { name: 'the first start', victim: 'continue', make: async () => unmadeRun(BUDGET), refusals: [] },
  {
    name: 'a worker that finds a waiting trial',
    victim: 'worker',
    make: () => madeWith(enqueueOne),
    refusals: [],
  },
  {
    name: 'a worker after a death before the directory of a trial was made',
    victim: 'worker',
    make: (programs) => afterDeathAt(programs, 'trial.make', 2),
    refusals: refused('trial-file.rename'),
  },
  {
    name: 'a worker after a death within the directory of a trial',
    victim: 'worker',
    make: (programs) => afterDeathAt(programs, 'trial.place', 1),
    refusals: [],
  },
  {
    name: 'a worker after a death under the lock, with a number in hand',
    victim: 'worker',
    make: (programs) => afterDeathAt(programs, 'lock.leave', 1),
    refusals: [],
  },
  {
    name: 'a worker after a death under a lock that came about twice',
    victim: 'worker',
    make: async (programs) => {
      const run = await afterDeathAt(programs, 'lock.leave', 1);
      const { freeLock } = runLayout(run.root);
      mkdirSync(freeLock);
      writeFileSync(join(freeLock, 'owner.json'), '{}\n');
      return run;
    },
    refusals: [],
  },
  {
    name: 'a worker whose lock was removed by hand',
    victim: 'worker',
    make: () => madeWith(({ root }) => rmSync(runLayout(root).freeLock, { recursive: true })),
    refusals: [],
  },
  {
    name: 'a worker without results/ and cache/',
    victim: 'worker',
    make: () =>
      madeWith(({ root }) => {
        const { results, cache } = runLayout(root);
        rmSync(results, { recursive: true });
        rmSync(cache, { recursive: true });
      }),
    refusals: [],
  },
  {
    name: 'a worker whose first trial fails and halts the run',
    victim: 'worker',
    make: () => chaosRun(BUDGET, { ignore_errors: false }, 'failingFirst'),
    refusals: [],
  },
  {
    name: 'a worker at the fence that clears away old ones',
    victim: 'worker',
    make: () => madeWith(({ root }) => manyFences(root)),
    refusals: [],
  },
  {
    name: 'a worker whose text reports were written over',
    victim: 'worker',
    make: () => madeWith(({ root }) => writeFileSync(runLayout(root).allLosses, 'something else\n')),
    refusals: refused('text-report.rename'),
  },
  {
    name: 'a worker without journal/',
    victim: 'worker',
    make: async (programs) => {
      const run = await afterDeathAt(programs, 'trial.make', 2);
      rmSync(runLayout(run.root).journal, { recursive: true });
      return run;
    },
    refusals: [],
  },
  {
    name: 'a worker on a disk that is full now and then',
    victim: 'worker',
    make: () => chaosRun(BUDGET),
    refusals: refused(
      'beat.write',
      'files-checked.rename',
      'trial.place',
      'metadata.rename',
      'outcome.rename',
      'summary.rename',
      'end-note.rename',
    ),
  },
  {
    name: 'a worker that continues an event file',
    victim: 'worker',
    make: async () => {
      const run = await chaosRun(BUDGET, WITH_EVENTS);
      const { tensorboard, incumbentEvents } = runLayout(run.root);
      mkdirSync(tensorboard);
      writeFileSync(incumbentEvents, '');
      return run;
    },
    refusals: [],
  },
  {
    name: 'a worker that writes event files, on a disk that is full now and then',
    victim: 'worker',
    make: () => chaosRun(BUDGET, WITH_EVENTS),
    refusals: refused('event-file.rename'),
  },
  {
    name: 'a doctor that takes out what tells nothing',
    victim: 'doctor',
    make: async (programs) => {
      const run = await afterDeathAt(programs, 'trial.make', 2);
      spoil(run);
      return run;
    },
    refusals: [],
  },
  {
    name: 'a start that continues',
    victim: 'continue',
    make: async (programs) => {
      const run = unmadeRun(BUDGET);
      await run.prepare(programs(START), 'continue').ended();
      return run;
    },
    refusals: [],
  },
  {
    name: 'a first start on a disk that is full now and then',
    victim: 'continue',
    make: async () => unmadeRun(BUDGET),
    refusals: refused('record.rename'),
  },
  {
    name: 'a start that overwrites',
    victim: 'overwrite',
    make: async (programs) => {
      const run = await ended(programs, BUDGET);
      renameSync(run.log, `${run.log}.before`);
      return run;
    },
    refusals: [],
  },
];
