import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { workerArguments } from '#core/runtime/start/worker-command.ts';
import { createRun } from '#core/state/root/create-run.ts';
import type { RunRecord } from '#core/state/root/run-record.ts';
import { newWorkerId } from '#core/state/workers/workers.ts';
import { recordOf } from '#test/core/state/run-fixture.ts';
import { folderWith } from '#test/support/folder-with.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import { type ChaosPlan, PLAN_VARIABLE } from './chaos-plan.ts';
import { NOTING_OBJECTIVE } from './evaluation-log.ts';

/** How long workers that are left alone may take; a run that needs longer does not end by itself. */
const ENDS_WITHIN_MS = 600_000;

/** A run in a folder of its own, with a pipeline that notes what it does. */
export type ChaosRun = {
  readonly root: string;
  /** The evaluation log. */
  readonly log: string;
  readonly budget: number;
  /** Starts a worker, in a process group of its own. */
  start(program: string, plan?: Partial<ChaosPlan>, how?: StartedHow): ChaosWorker;
  /** Prepares the root from `run.yaml` as a start does. */
  prepare(program: string, wish: StartWish, plan?: Partial<ChaosPlan>): ChaosWorker;
  /** Lets the doctor mend the run. */
  mend(program: string, plan?: Partial<ChaosPlan>): ChaosWorker;
  remove(): void;
};

type StartedHow = {
  /** The stop generation after which it obeys; 0 without. */
  readonly generation?: number;
  /** The command that runs it, such as on another host. */
  readonly through?: (command: readonly string[]) => readonly string[];
  /** Where the run's directory is now; where it was made without. */
  readonly root?: string;
};

export type ChaosWorker = {
  readonly pid: number;
  readonly child: ChildProcess;
  /** What it wrote on stderr so far. */
  readonly output: () => string;
  /** Its exit code, or the signal that ended it. Throws where it does not end by itself. */
  ended(): Promise<number | NodeJS.Signals>;
};

export type StartWish = 'continue' | 'overwrite';

export type ChaosSettings = Partial<Omit<RunRecord['settings'], 'incumbent'>> & {
  readonly incumbent?: Partial<RunRecord['settings']['incumbent']>;
};

/** The record of a chaos run in `root`: `budget` evaluations of the pipeline beside it, whatever happens to workers. */
function chaosRecord(root: string, budget: number, settings: ChaosSettings, pipeline: string): RunRecord {
  const base = recordOf();
  const file = join(root, '..', 'objective.mjs');
  return {
    ...base,
    working_directory: join(root, '..'),
    settings: {
      ...base.settings,
      evaluate_pipeline: { kind: 'javascript', file, export: pipeline, written: `objective.mjs:${pipeline}` },
      root_directory: root,
      max_evaluations_total: budget,
      ...settings,
      incumbent: { ...base.settings.incumbent, max_requeues: 10_000, heartbeat: 0.2, ...settings.incumbent },
    },
  };
}

/** A new run with one of the functions of `evaluation-log.ts`. */
export async function chaosRun(
  budget: number,
  settings: ChaosSettings = {},
  pipeline: 'objective' | 'failingFirst' = 'objective',
): Promise<ChaosRun> {
  const run = unmadeRun(budget);
  await makeRun(run, settings, pipeline);
  return run;
}

/** Makes the run of a folder where there is none yet. */
export async function makeRun(
  { root, budget }: ChaosRun,
  settings: ChaosSettings = {},
  pipeline: 'objective' | 'failingFirst' = 'objective',
): Promise<void> {
  await createRun(root, chaosRecord(root, budget, settings, pipeline));
}

/** The same run after its directory was moved. */
export function movedRun(run: ChaosRun, root: string): ChaosRun {
  return {
    ...run,
    root,
    start: (program, plan = {}, how = {}) => run.start(program, plan, { ...how, root }),
  };
}

/** A folder with a pipeline and the `run.yaml` of a run that is not there yet. */
export function unmadeRun(budget: number): ChaosRun {
  return runIn(folderWith({ 'objective.mjs': NOTING_OBJECTIVE, 'run.yaml': yamlOf(budget) }), budget);
}

function yamlOf(budget: number): string {
  return `evaluate_pipeline: objective.mjs:objective
root_directory: run
pipeline_space: {rate: [0.0, 1.0]}
optimizer: random_search
max_evaluations_total: ${budget}
incumbent: {max_requeues: 10000, heartbeat: 0.2}
`;
}

const HONEST: Omit<ChaosPlan, 'log'> = { steps: null, strike: null, refusals: [], outage: null, clock: null };
const asItIs = (command: readonly string[]) => command;

/** The run in `folder/run`. */
function runIn(folder: string, budget: number): ChaosRun {
  const log = join(folder, 'evaluations.log');
  const root = join(folder, 'run');
  const children: ChildProcess[] = [];
  function launch(command: readonly string[], plan: Partial<ChaosPlan>): ChaosWorker {
    const worker = spawnWorker(command, { ...HONEST, log, ...plan });
    children.push(worker.child);
    return worker;
  }
  return {
    root,
    log,
    budget,
    start: (program, plan = {}, { generation = 0, through = asItIs, root: place = root } = {}) =>
      launch(through([process.execPath, program, ...argumentsOf(place, generation)]), plan),
    prepare: (program, wish, plan = {}) =>
      launch([process.execPath, program, join(folder, 'run.yaml'), wish], plan),
    mend: (program, plan = {}) => launch([process.execPath, program, root], plan),
    remove() {
      for (const child of children) {
        killGroupOf(child.pid);
      }
      removeFolder(folder);
    },
  };
}

function argumentsOf(root: string, generation: number): readonly string[] {
  return workerArguments({
    root,
    worker: newWorkerId(),
    generation,
    logLevel: 'info',
    version: 'chaos',
    interpreter: null,
    maxEvaluations: null,
    pipeline: null,
    workingDirectory: null,
  }).filter((word) => word !== '--handshake');
}

function spawnWorker([program = '', ...args]: readonly string[], plan: ChaosPlan): ChaosWorker {
  const child = spawn(program, args, {
    detached: true,
    env: { ...process.env, [PLAN_VARIABLE]: JSON.stringify(plan) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  return { pid: child.pid ?? 0, child, output: () => output, ended: () => endOf(child, () => output) };
}

async function endOf(child: ChildProcess, output: () => string): Promise<number | NodeJS.Signals> {
  if (child.exitCode === null && child.signalCode === null) {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new Error(`a worker does not end by itself:\n${output()}`)),
        ENDS_WITHIN_MS,
      );
    });
    await Promise.race([once(child, 'exit'), late]);
    clearTimeout(timer);
  }
  return child.exitCode ?? child.signalCode ?? 0;
}

/** Kills a worker and what is in its process group; its pipeline has a group of its own. */
export function killGroupOf(pid: number | undefined): void {
  if (pid === undefined || pid === 0) {
    return;
  }
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
