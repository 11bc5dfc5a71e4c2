import type { engineContract } from '#core/contract/api/api.ts';
import { IncumbentError } from '#core/contract/errors.ts';

type Contract = typeof engineContract;
type ChangesTable = {
  readonly [Group in keyof Contract]: { readonly [Name in keyof Contract[Group]]: boolean };
};

/**
 * Which procedures change a run or start anything. Looking is always allowed, and so is the list of runs, which
 * belongs to the app and not to any run. A new procedure does not compile until it has decided here.
 */
const CHANGES: ChangesTable = {
  host: { info: false, list: false },
  home: {
    watch: false,
    open: false,
    remove: false,
    watchFolder: false,
    unwatchFolder: false,
    trash: false,
    restore: true,
    examples: false,
    copyExample: true,
    startExample: true,
  },
  run: {
    watch: false,
    configuration: false,
    export: false,
    trialLog: false,
    scalars: false,
    workerLog: false,
    heartbeats: false,
    analysis: false,
    doctor: false,
    mend: true,
    stop: true,
    resume: true,
    addWorkers: true,
    queues: false,
    requeue: true,
    note: true,
    delete: true,
    enqueue: true,
  },
  compare: { watch: false },
  setup: {
    check: false,
    read: false,
    save: true,
    watchFile: false,
    branch: false,
    lookAtRoot: false,
    interpreters: false,
    script: false,
    test: true,
    start: true,
  },
};

/** Throws for a procedure that a read-only host does not carry out. */
export function refuseChanges(path: readonly string[]): void {
  const [group = '', name = ''] = path;
  const groups: Readonly<Record<string, Readonly<Record<string, boolean>>>> = CHANGES;
  if (groups[group]?.[name] !== false) {
    throw new IncumbentError(
      'read-only-host',
      'This host is read-only: it shows runs and neither starts nor changes them. Start it without --read-only to act.',
      { procedure: path.join('.') },
    );
  }
}
