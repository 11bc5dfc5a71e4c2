import { homedir, hostname } from 'node:os';
import { isSecret } from '#core/config/settings/environment.ts';
import type { Launch } from '#core/contract/run/run-view.ts';
import type { SpaceFile } from '#core/launch/read/read-run.ts';
import type { Clock } from '#core/platform/clock.ts';
import type { LogLevel } from '#core/platform/log.ts';

/** Who launches: what every start, resume and added worker needs to know of the program that asks for it. */
export type LaunchHost = {
  readonly version: string;
  readonly workerEntry: string;
  /** The command line's entry, which tasks of a cluster run. */
  readonly commandEntry: string;
  /** In words, for the list of launches: `app`, `command line`. */
  readonly by: string;
  /** The environment that workers and interpreters start with. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logLevel: LogLevel;
  readonly clock: Clock;
  /** Told when worker processes are about to be there: from then on, whoever ends the launch has to end them too. */
  readonly onStarting?: () => void;
};

/** What the launch itself adds to the environment and the settings. */
export type LaunchWish = {
  readonly workers: number;
  readonly env: Readonly<Record<string, string>>;
  readonly set: readonly string[];
  /** Absent for workers of this machine; otherwise they are tasks of a job with these options of sbatch. */
  readonly slurm?: SlurmWish | undefined;
};

type SlurmWish = { readonly options: readonly string[] };

/** What a launch is made from. */
type LaunchSource = {
  readonly text: string;
  readonly file: string | null;
  /** As `pipelineCode` has it. */
  readonly code: string | null;
  /** The file that held the space, if it was one of its own. */
  readonly spaceFile: SpaceFile | null;
};

/** The variables of a launch that may be kept with the run, and those that may not. */
export function withoutSecrets(env: LaunchWish['env']): {
  readonly kept: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
} {
  const entries = Object.entries(env);
  return {
    kept: Object.fromEntries(entries.filter(([name]) => !isSecret(name))),
    secrets: Object.fromEntries(entries.filter(([name]) => isSecret(name))),
  };
}

/** The entry of one launch in the run's record. */
export function launchEntry(host: LaunchHost, wish: LaunchWish, source: LaunchSource): Launch {
  const { text, file, code, spaceFile } = source;
  return {
    at: host.clock.now().toISOString(),
    host: hostname(),
    by: host.by,
    version: host.version,
    workers: wish.workers,
    env: { ...withoutSecrets(wish.env).kept },
    ...(wish.slurm === undefined ? {} : { scheduler: 'slurm' as const }),
    set: [...wish.set],
    file,
    yaml: text,
    ...(code === null ? {} : { code }),
    ...(spaceFile?.text == null ? {} : { space_file: { path: spaceFile.path, text: spaceFile.text } }),
  };
}

/** The home directory as the environment names it. */
export function homeOf(host: LaunchHost): string {
  return host.env.HOME || homedir();
}
