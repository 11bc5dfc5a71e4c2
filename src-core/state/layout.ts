import { join, sep } from 'node:path';

/** The hidden directory that makes a directory a run of ours. */
export const ENGINE_DIRECTORY = '.incumbent';

/** Says inside the lock's directory who took it last. */
export const LOCK_OWNER = 'owner.json';

/**
 * Our event file in a folder of TensorBoard's. It reads the files of a folder in the order of their names, which begin
 * with the time that they were opened at, and never goes back: ours comes after all that the pipeline writes there.
 */
const EVENT_FILE = 'events.out.tfevents.9999999999.incumbent';

/** Every path of a run directory; the only place that knows their names. */
export type RunLayout = ReturnType<typeof layoutOf>;

let latest: RunLayout | null = null;

/** The layout of a root. A worker asks for its own again and again. */
export function runLayout(root: string): RunLayout {
  latest = latest?.root === root ? latest : layoutOf(root);
  return latest;
}

function layoutOf(root: string) {
  const engine = join(root, ENGINE_DIRECTORY);
  const journal = join(engine, 'journal');
  const fences = join(journal, 'fences');
  const claims = join(journal, 'claims');
  const workers = join(engine, 'workers');
  const submissions = join(engine, 'submissions');
  const control = join(engine, 'control');
  const results = join(root, 'results');
  const summary = join(root, 'summary_csv');
  return {
    root,
    results,
    summary,
    configData: join(summary, 'config_data.csv'),
    runStatus: join(summary, 'run_status.csv'),
    /** Event files of TensorBoard for the whole run; those of a trial are in its own folder. */
    tensorboard: join(root, 'summary_tb'),
    incumbentEvents: join(root, 'summary_tb', EVENT_FILE),
    allLosses: join(root, 'all_losses_and_configs.txt'),
    bestLosses: join(root, 'best_loss_trajectory.txt'),
    bestLossesWithConfigs: join(root, 'best_loss_with_config_trajectory.txt'),
    engine,
    record: join(engine, 'run.yaml'),
    cache: join(engine, 'cache'),
    /** What the doctor took out of the run because it tells nothing; nobody reads it. */
    leftOut: join(engine, 'left-out'),
    /** The lock is one directory under one of two names: held or free. */
    lock: join(engine, 'lock'),
    freeLock: join(engine, 'lock.free'),
    lockOwner: join(engine, 'lock', LOCK_OWNER),
    control,
    workers,
    /** What persons note of trials; no worker reads it. */
    notes: join(engine, 'notes'),
    /** Jobs of a cluster's scheduler whose tasks are workers. */
    submissions,
    journal,
    fences,
    claims,
    /** The last fence that was taken: where the next holder of the lock begins to try. */
    lastFence: join(journal, 'last-fence'),
    /** One line a writer: whose journals there are, without relying on a directory listing. */
    writers: join(journal, 'writers'),
    fence: (fence: number) => `${fences}${sep}${fence}`,
    claim: (trial: string, attempt: number) => `${claims}${sep}${trial}.${attempt}`,
    /** Forbids the owner of a reserved number to use it: others took it back. */
    takenBack: (number: number) => `${claims}${sep}${number}.0`,
    journalOf: (writer: string) => join(journal, `${writer}.jsonl`),
    stop: (generation: number) => join(control, `stop-${String(generation).padStart(4, '0')}.json`),
    registration: (worker: string) => join(workers, `${worker}.json`),
    beat: (worker: string) => join(workers, `${worker}.beat`),
    endNote: (worker: string) => join(workers, `${worker}.end.json`),
    workerLog: (worker: string) => join(workers, `${worker}.log`),
    submission: (name: string) => join(submissions, `${name}.json`),
    batchScript: (name: string) => join(submissions, `${name}.sh`),
    /** What a task of the job prints; `task` is its index, or what the scheduler replaces by it. */
    taskLog: (name: string, task: string) => join(submissions, `${name}-${task}.log`),
    trial: (trial: string) => trialLayout(`${results}${sep}config_${trial}`),
  };
}

/** Every file of a trial's directory that the engine knows. */
export type TrialLayout = ReturnType<typeof trialLayout>;

function trialLayout(directory: string) {
  return {
    directory,
    config: `${directory}${sep}config.yaml`,
    metadata: `${directory}${sep}metadata.yaml`,
    result: `${directory}${sep}result.yaml`,
    /** In place of `result.yaml` where the pipeline raised, as the library's 0.12 has it. */
    error: `${directory}${sep}error.yaml`,
    previous: `${directory}${sep}previous_config.id`,
    log: `${directory}${sep}log.txt`,
    /** What the pipeline reports while it runs, one value a line. */
    curve: `${directory}${sep}learning_curve.jsonl`,
    tensorboard: `${directory}${sep}tb`,
    events: `${directory}${sep}tb${sep}${EVENT_FILE}`,
  };
}
