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

/**
 * Finds the Python for a run: the setting, the active virtual environment (VIRTUAL_ENV, CONDA_PREFIX), `.venv` or
 * `venv` beside or above the function's file or the YAML file, then `python3` and `python` on PATH.
 *
 * @throws IncumbentError `python-not-found`, details: `looked: string[]`, one line a place with what was wrong there
 */
export declare function findPython(search: PythonSearch): Promise<Interpreter>;
