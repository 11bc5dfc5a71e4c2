import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { IncumbentError } from '#core/contract/errors.ts';
import {
  activeEnvironments,
  candidateFromSetting,
  commandsOnPath,
  environmentsAround,
  type PythonCandidate,
} from './python-candidates.ts';

/** The Python that runs the user's function. */
export type Interpreter = {
  /** Absolute, no shim: what Python itself calls `sys.executable`. */
  readonly path: string;
  /** `3.11.7` */
  readonly version: string;
  /** How it was found, in words for the user: `the virtual environment beside run.yaml`. */
  readonly source: string;
};

export type PythonSearch = {
  /** `incumbent.python` as written: a path, a virtual environment's folder or a command; null to look around. */
  readonly setting: string | null;
  /** The YAML file (or where it would be): relative settings start in its folder; null: the working directory. */
  readonly file: string | null;
  /** The function's file, resolved; a `.venv` beside or above it counts too. */
  readonly functionFile?: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
};

type Probe = { readonly path: string; readonly version: string } | { readonly problem: string };

const OLDEST = [3, 8] as const;
/** A cold interpreter on a network disk behind a shim may need seconds; one that hangs must not hold up a check. */
const PROBE_LIMIT_MS = 15_000;
const PROBE = 'import sys; print("incumbent", sys.executable, "%d.%d.%d" % sys.version_info[:3], sep="\\t")';

/**
 * Finds the Python for a run: the setting, the active virtual environment (VIRTUAL_ENV, CONDA_PREFIX), `.venv` or
 * `venv` beside or above the function's file or the YAML file, then `python3` and `python` on PATH. Each candidate
 * is asked for its real path and version, so a shim is passed once and not at every start.
 *
 * @throws IncumbentError `python-not-found`, details: `looked: string[]`, one line a place with what was wrong there
 */
export async function findPython(search: PythonSearch): Promise<Interpreter> {
  const folder = search.file === null ? process.cwd() : dirname(search.file);
  const looked: string[] = [];
  for (const candidate of await candidatesFor(search, folder)) {
    const found = await tryCandidate(candidate, folder, search.env);
    if ('path' in found) {
      return { ...found, source: candidate.source };
    }
    looked.push(`${candidate.source}: ${found.problem}`);
  }
  throw notFound(search, looked);
}

async function candidatesFor(search: PythonSearch, folder: string): Promise<readonly PythonCandidate[]> {
  if (search.setting !== null) {
    return [await candidateFromSetting(search.setting, folder, search.env)];
  }
  const files = [search.functionFile ?? null, search.file].filter((file) => file !== null);
  const around = await Promise.all(files.map((file) => environmentsAround(file)));
  return [...(await activeEnvironments(search.env)), ...around.flat(), ...(await commandsOnPath(search.env))];
}

async function tryCandidate(
  candidate: PythonCandidate,
  folder: string,
  env: PythonSearch['env'],
): Promise<Probe> {
  if (candidate.path === null) {
    return { problem: 'no Python there' };
  }
  const probe = await probePython(candidate.path, folder, env);
  if ('path' in probe && isTooOldPython(probe.version)) {
    return { problem: `Python ${probe.version}, older than ${OLDEST.join('.')}` };
  }
  return probe;
}

/** Whether the engine's own part of a worker could not run in it. */
export function isTooOldPython(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

/** Answers by what can change the answer: the file itself, and for shims the folder and the chosen version. */
const answers = new Map<string, Probe>();

async function probePython(path: string, folder: string, env: PythonSearch['env']): Promise<Probe> {
  const { mtimeMs } = await stat(path);
  const key = JSON.stringify([path, mtimeMs, folder, env.PYENV_VERSION ?? null, env.PATH ?? null]);
  const known = answers.get(key);
  if (known !== undefined) {
    return known;
  }
  const probe = await askPython(path, folder, env);
  if ('path' in probe) {
    answers.set(key, probe);
  }
  return probe;
}

async function askPython(path: string, folder: string, env: PythonSearch['env']): Promise<Probe> {
  // A file that is not saved yet may have a folder that is not there yet.
  const cwd = (await isThere(folder)) ? folder : tmpdir();
  return await new Promise((resolve) => {
    // -I keeps the user's PYTHONSTARTUP, site customisations of the folder and the like out of the question.
    const options = { cwd, env, timeout: PROBE_LIMIT_MS, killSignal: 'SIGKILL' } as const;
    execFile(path, ['-I', '-c', PROBE], options, (error, stdout, stderr) => {
      const [, executable, version] = /^incumbent\t(.+)\t([\d.]+)\s*$/m.exec(stdout) ?? [];
      if (executable !== undefined && version !== undefined) {
        resolve({ path: executable, version });
        return;
      }
      const words = stderr.trim().split('\n').at(-1) || (error?.message.split('\n')[0] ?? 'no answer');
      resolve({ problem: error?.killed ? 'no answer within 15 seconds' : words });
    });
  });
}

async function isThere(folder: string): Promise<boolean> {
  return await stat(folder).then(
    () => true,
    () => false,
  );
}

function notFound(search: PythonSearch, looked: readonly string[]): IncumbentError {
  const advice =
    search.setting === null
      ? 'Install Python, activate its virtual environment, or name it with `incumbent: {python: …}`.'
      : 'Correct `incumbent: {python: …}` or leave it out to look around.';
  const places = looked.map((line) => `  ${line}`).join('\n');
  return new IncumbentError(
    'python-not-found',
    `A Python function needs Python ${OLDEST.join('.')} or newer, and none was found. Looked at:\n${places}\n${advice}`,
    { looked },
  );
}
