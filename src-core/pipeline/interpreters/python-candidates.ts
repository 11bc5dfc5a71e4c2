import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';
import { firstProgram, programOnPath } from '../processes/program-on-path.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** One place where a Python may be; `path` is null where nothing lies there. */
export type PythonCandidate = {
  readonly path: string | null;
  /** In words, for the user; continues "found as …" and "looked at …". */
  readonly source: string;
};

const WINDOWS = process.platform === 'win32';
const IN_ENVIRONMENT = WINDOWS ? ['Scripts/python.exe', 'python.exe'] : ['bin/python3', 'bin/python'];

/** The Python inside a virtual environment's folder, null where it holds none. */
export function pythonInEnvironment(folder: string): Promise<string | null> {
  return firstProgram(IN_ENVIRONMENT.map((path) => join(folder, path)));
}

/** What `incumbent.python` names: a folder (virtual environment), a path, or a command on PATH. */
export async function candidateFromSetting(
  setting: string,
  folder: string,
  env: Env,
): Promise<PythonCandidate> {
  const expanded = setting === '~' || setting.startsWith('~/') ? join(homedir(), setting.slice(1)) : setting;
  if (!/[/\\]/.test(expanded)) {
    const onPath = await programOnPath(expanded, env);
    if (onPath !== null) {
      return { path: onPath, source: `the setting python: ${setting}, on PATH` };
    }
  }
  const path = isAbsolute(expanded) ? expanded : resolve(folder, expanded);
  const source =
    path === setting ? `the setting python: ${setting}` : `the setting python: ${setting} (${path})`;
  return { path: (await pythonInEnvironment(path)) ?? (await firstProgram([path])), source };
}

/** The environments that the shell has activated. Conda's base counts as no choice: it is active by default. */
export async function activeEnvironments(env: Env): Promise<readonly PythonCandidate[]> {
  const candidates: PythonCandidate[] = [];
  if (env.VIRTUAL_ENV) {
    const source = `the active virtual environment ${env.VIRTUAL_ENV}`;
    candidates.push({ path: await pythonInEnvironment(env.VIRTUAL_ENV), source });
  }
  if (env.CONDA_PREFIX && env.CONDA_DEFAULT_ENV !== 'base') {
    const source = `the active conda environment ${env.CONDA_PREFIX}`;
    candidates.push({ path: await pythonInEnvironment(env.CONDA_PREFIX), source });
  }
  return candidates;
}

function foldersUpwards(folder: string): readonly string[] {
  const above = dirname(folder);
  return above === folder ? [folder] : [folder, ...foldersUpwards(above)];
}

/** An environment beside or above a file. */
export type EnvironmentAround = {
  readonly path: string;
  /** Of the environment. */
  readonly folder: string;
  readonly source: string;
};

/** `.venv` and `venv` in the folder of `file` and in those above it, nearest first; only those that are there. */
export async function environmentsAround(
  file: string,
  names: readonly string[] = ['.venv', 'venv'],
): Promise<readonly EnvironmentAround[]> {
  const candidates: EnvironmentAround[] = [];
  const start = dirname(file);
  for (const folder of foldersUpwards(start)) {
    for (const name of names) {
      const path = await pythonInEnvironment(join(folder, name));
      if (path !== null) {
        const where = folder === start ? 'beside' : 'above';
        candidates.push({
          path,
          folder: join(folder, name),
          source: `the virtual environment ${join(folder, name)}, ${where} ${basename(file)}`,
        });
      }
    }
  }
  return candidates;
}

/** What PATH offers. */
export async function commandsOnPath(env: Env): Promise<readonly PythonCandidate[]> {
  return Promise.all(
    ['python3', 'python'].map(async (name) => ({
      path: await programOnPath(name, env),
      source: `${name} on PATH`,
    })),
  );
}
