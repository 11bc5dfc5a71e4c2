import type { EngineContract } from './api.ts';

/**
 * What a procedure can do with the account that the engine runs under:
 *
 * - `view` shows the runs on the list, and nothing else; it changes nothing and takes no path.
 * - `files` reads or lists what a path names, or changes the person's own list of runs.
 * - `steer` changes a run or writes a file.
 * - `code` may start a program: the person's own or one of the system.
 */
type ProcedureClass = 'view' | 'files' | 'steer' | 'code';

type ClassTable = {
  readonly [Group in keyof EngineContract]: {
    readonly [Name in keyof EngineContract[Group]]: ProcedureClass;
  };
};

/** The class of every procedure. A new procedure does not compile until it has one. */
const PROCEDURE_CLASSES: ClassTable = {
  host: { info: 'view', list: 'files' },
  home: {
    watch: 'view',
    open: 'files',
    remove: 'files',
    watchFolder: 'files',
    unwatchFolder: 'files',
    trash: 'files',
    restore: 'steer',
    examples: 'files',
    copyExample: 'steer',
    startExample: 'code',
  },
  run: {
    watch: 'view',
    configuration: 'view',
    export: 'view',
    trialLog: 'view',
    scalars: 'view',
    workerLog: 'view',
    heartbeats: 'view',
    analysis: 'view',
    doctor: 'view',
    mend: 'steer',
    stop: 'steer',
    resume: 'code',
    addWorkers: 'code',
    queues: 'code',
    requeue: 'steer',
    note: 'steer',
    delete: 'steer',
    enqueue: 'steer',
  },
  compare: { watch: 'view' },
  setup: {
    check: 'code',
    read: 'files',
    save: 'steer',
    watchFile: 'files',
    branch: 'files',
    lookAtRoot: 'files',
    interpreters: 'code',
    script: 'code',
    test: 'code',
    start: 'code',
  },
};

/** The class of the procedure at a path such as `['run', 'stop']`; null if the contract has none there. */
export function procedureClass(path: readonly string[]): ProcedureClass | null {
  const [group = '', name = ''] = path;
  const groups: Readonly<Record<string, Readonly<Record<string, ProcedureClass>>>> = PROCEDURE_CLASSES;
  const ofGroup = Object.hasOwn(groups, group) ? groups[group] : undefined;
  return ofGroup && Object.hasOwn(ofGroup, name) ? (ofGroup[name] ?? null) : null;
}
