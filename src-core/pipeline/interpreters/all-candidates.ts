import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { environmentsAround, pythonInEnvironment } from '#core/pipeline/interpreters/python-candidates.ts';
import { programOnPath } from '#core/pipeline/processes/program-on-path.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** A place where a Python is. */
export type InterpreterCandidate = {
  readonly path: string;
  /** What names it in a YAML of this folder. */
  readonly setting: string;
  /** In words. */
  readonly source: string;
};

export type CandidateSearch = {
  /** The YAML's folder. */
  readonly folder: string;
  /** The YAML and the function's file, as far as there are; environments lie beside and above them. */
  readonly files: readonly string[];
  /** The person's own folder, where conda and pyenv keep theirs. */
  readonly home: string;
  readonly env: Env;
  readonly signal: AbortSignal;
};

/** Folders of environments by the names that people and tools give them. */
const ENVIRONMENT_NAMES = ['.venv', 'venv', 'env'];
const OLDEST_MINOR = 8;
const NEWEST_MINOR = 20;
const LAUNCHER_LIMIT_MS = 10_000;

/**
 * Every Python that can be told from files alone, likely ones first: environments beside and above the files, the active
 * ones, conda's and pyenv's, commands on PATH, and on Windows those that its launcher knows.
 */
export async function interpreterCandidates(
  search: CandidateSearch,
): Promise<readonly InterpreterCandidate[]> {
  const { folder, files, home, env } = search;
  const around = await Promise.all(files.map((file) => environmentsAround(file, ENVIRONMENT_NAMES)));
  const found = [
    ...around.flat().map(({ path, folder: at, source }) => ({ path, folder: at, source })),
    ...(await inFolders([env.VIRTUAL_ENV], 'the active virtual environment')),
    ...(await inFolders([env.CONDA_PREFIX], 'the active conda environment')),
    ...(await inFolders(await condaFolders(home), 'conda environment')),
    ...(await inFolders(await pyenvFolders(home, env), 'pyenv')),
  ].map(({ path, folder: at, source }) => ({ path, source, setting: settingFor(at, folder) }));
  return [...found, ...(await onPath(env)), ...(await fromLauncher(search))];
}

/** Relative within the YAML's folder, so that the YAML can move with it. */
function settingFor(path: string, folder: string): string {
  const inside = relative(folder, path);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? path : inside.replaceAll('\\', '/');
}

async function inFolders(folders: readonly (string | undefined)[], source: string) {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const path = folder ? await pythonInEnvironment(folder) : null;
      return path === null || !folder ? [] : [{ path, folder, source: `${source} ${basename(folder)}` }];
    }),
  );
  return found.flat();
}

/** Conda notes every environment that it makes in one file. */
async function condaFolders(home: string): Promise<readonly string[]> {
  const text = await readFile(join(home, '.conda', 'environments.txt'), 'utf8').catch(() => '');
  return text.split(/\r?\n/).filter((line) => line.trim() !== '');
}

async function pyenvFolders(home: string, env: Env): Promise<readonly string[]> {
  const versions = join(env.PYENV_ROOT || join(home, '.pyenv'), 'versions');
  const names = await readdir(versions).catch(() => []);
  return names.sort().map((name) => join(versions, name));
}

async function onPath(env: Env): Promise<readonly InterpreterCandidate[]> {
  const minors = Array.from({ length: NEWEST_MINOR - OLDEST_MINOR + 1 }, (_, index) => NEWEST_MINOR - index);
  const names = ['python3', 'python', ...minors.map((minor) => `python3.${minor}`)];
  const found = await Promise.all(
    names.map(async (name) => ({
      path: await programOnPath(name, env),
      setting: name,
      source: `${name} on PATH`,
    })),
  );
  return found.flatMap(({ path, ...rest }) => (path === null ? [] : [{ path, ...rest }]));
}

/** `py -0p` of Windows: one line a version, the path last. */
async function fromLauncher({ env, signal }: CandidateSearch): Promise<readonly InterpreterCandidate[]> {
  const launcher = process.platform === 'win32' ? await programOnPath('py', env) : null;
  if (launcher === null) {
    return [];
  }
  const options = { env, signal, timeout: LAUNCHER_LIMIT_MS };
  const { stdout } = await promisify(execFile)(launcher, ['-0p'], options).catch(() => ({ stdout: '' }));
  return [...stdout.matchAll(/^\s*-\S+[\s*]+(\S.*\.exe)\s*$/gim)].map(([, path = '']) => ({
    path,
    setting: path,
    source: `the launcher py knows ${basename(dirname(path))}`,
  }));
}
