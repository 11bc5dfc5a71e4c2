/** What every start asks for, as it is typed. */
export type LaunchText = {
  readonly workers: string;
  readonly env: string;
  readonly where: 'here' | 'slurm';
  /** Options of sbatch, one a line. */
  readonly sbatch: string;
};

/** The same, understood; an error stands where it could not be. */
export type LaunchValues = {
  readonly workers: number;
  readonly env: Readonly<Record<string, string>>;
  /** Null for workers of the host's machine. */
  readonly slurm: { readonly options: string[] } | null;
  readonly workersError: string | null;
  readonly envError: string | null;
};

export const MOST_WORKERS = 256;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** A whole number of at least `least`, null for anything else. */
export function wholeNumber(text: string, least: number): number | null {
  const value = Number(text);
  return text.trim() !== '' && Number.isInteger(value) && value >= least ? value : null;
}

/** Reads `NAME=value` lines; the first that is none becomes the error. */
export function readEnvironment(text: string): { env: Record<string, string>; error: string | null } {
  const env: Record<string, string> = {};
  for (const line of text.split('\n').map((each) => each.trim())) {
    const at = line.indexOf('=');
    const name = at < 0 ? line : line.slice(0, at);
    if (line !== '' && (at < 0 || !NAME.test(name))) {
      return { env, error: `Each line is NAME=value, found: ${line}` };
    }
    if (line !== '') {
      env[name] = line.slice(at + 1);
    }
  }
  return { env, error: null };
}

/** The lines that {@link readEnvironment} reads as these variables. */
export function environmentText(env: Readonly<Record<string, string>>): string {
  return Object.entries(env)
    .map(([name, value]) => `${name}=${value}`)
    .join('\n');
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** @param least - the fewest workers that may be asked for: 0 where a run has some at work */
export function readLaunch(text: LaunchText, least = 1): LaunchValues {
  const workers = wholeNumber(text.workers, least);
  const { env, error } = readEnvironment(text.env);
  const possible = workers !== null && workers <= MOST_WORKERS;
  return {
    workers: workers ?? least,
    env,
    slurm: text.where === 'slurm' && workers !== 0 ? { options: linesOf(text.sbatch) } : null,
    workersError: possible ? null : `A whole number from ${least} to ${MOST_WORKERS}`,
    envError: error,
  };
}
