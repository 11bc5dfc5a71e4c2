import { IncumbentError } from '#core/contract/errors.ts';
import { runLayout } from '#core/state/layout.ts';
import { argumentsOf, directiveOf, type SbatchOption, type SbatchWish } from './sbatch-options.ts';

/** The programs of a task, as every node must find them. */
export type TaskProgram = {
  /** Node, or Electron run as Node. */
  readonly node: string;
  /** The command line's entry. */
  readonly command: string;
  readonly isElectron: boolean;
};

export type BatchJob = {
  /** Absolute, links resolved. */
  readonly root: string;
  readonly submission: string;
  readonly tasks: number;
  readonly wish: SbatchWish;
  readonly program: TaskProgram;
};

/**
 * So many seconds before its time limit, and where the cluster says so before it is preempted, a task is asked to take
 * no further trial. Slurm is exact to a minute only.
 */
const WARNING_SECONDS = 60;

/** The signal of that; Node keeps SIGUSR1 for its debugger. */
const WARNING_SIGNAL = 'SIGUSR2';

/** A file name of Slurm's replaces `%a` by the index of the task. */
const TASK = '%a';

/**
 * The options of a job, the engine's own last: what is given twice counts as it stood last.
 *
 * A site sets defaults as variables (`SBATCH_PARTITION`), which outrank what a script says; only the command line
 * outranks these. So options are given there, and stand in the script for people.
 */
function jobOptions({ root, submission, tasks, wish }: BatchJob): readonly SbatchOption[] {
  const limit = wish.atOnce === null ? '' : `%${wish.atOnce}`;
  const output = runLayout(root.replaceAll('%', '%%')).taskLog(submission, TASK);
  return [
    { name: '--job-name', value: `incumbent-${nameOf(root)}` },
    { name: '--signal', value: `B:${WARNING_SIGNAL.replace('SIG', '')}@${WARNING_SECONDS}` },
    { name: '--open-mode', value: 'append' },
    ...wish.options,
    { name: '--array', value: `0-${tasks - 1}${limit}` },
    { name: '--output', value: output },
  ];
}

/** The arguments of `sbatch` in front of the script. */
export function sbatchArguments(job: BatchJob): readonly string[] {
  return ['--parsable', ...jobOptions(job).flatMap(argumentsOf)];
}

/**
 * The script of an array job whose tasks are workers of a run.
 *
 * @throws IncumbentError `usage` where a path has a line break, which no line of a script can hold, and where the root's
 * has a backslash: Slurm then replaces nothing in the name of a log, and all tasks would write into one
 */
export function batchScript(job: BatchJob): string {
  const { root, submission, tasks, program } = job;
  const broken = [root, program.node, program.command].find((path) => /[\r\n]/.test(path));
  if (broken !== undefined) {
    throw new IncumbentError('usage', `A batch script takes paths without line breaks; found ${broken}`, {
      path: broken,
    });
  }
  if (root.includes('\\')) {
    throw new IncumbentError(
      'usage',
      `The root of a job of Slurm is a path without a backslash, or its tasks can have no logs of their own; found ${root}. Choose another root_directory`,
      { path: root },
    );
  }
  return `#!/bin/sh
# ${tasks === 1 ? 'A worker' : `${tasks} workers`} of the Incumbent run in ${root}, submission ${submission}.
${jobOptions(job).map(directiveOf).join('\n')}

node=${word(program.node)}
incumbent=${word(program.command)}
root=${word(root)}

for path in "$node" ${word(fileOf(program.command))} "$root"; do
  if [ ! -e "$path" ]; then
    echo "Every node must see what the submitting machine sees; $(uname -n) has no $path" >&2
    exit 4
  fi
done
${program.isElectron ? '\nexport ELECTRON_RUN_AS_NODE=1' : ''}
# A warning of the end that comes before the worker listens must not be its end.
trap '' ${WARNING_SIGNAL.replace('SIG', '')}
# In place of the shell, so that Slurm's signals reach the worker.
exec "$node" "$incumbent" worker "$root" --submission ${submission}
`;
}

/** A file inside of an archive is seen by Electron alone; the archive is seen by everybody. */
function fileOf(command: string): string {
  return command.replace(/(\.asar)[\\/].*$/, '$1');
}

/** The root's own name as far as it is safe in the name of a job. */
function nameOf(root: string): string {
  return (root.split(/[\\/]/).at(-1) ?? '').replaceAll(/[^\w.-]+/g, '-').slice(0, 40) || 'run';
}

/** One word of a shell, whatever is in it. */
function word(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
