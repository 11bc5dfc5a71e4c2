import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** The Python that has Optuna: `INCUMBENT_PYTHON`, otherwise python3; or why there is none. */
export async function findOptunaPython(): Promise<
  { readonly python: string; readonly version: string } | { readonly missing: string }
> {
  const python = process.env.INCUMBENT_PYTHON ?? 'python3';
  try {
    const { stdout } = await promisify(execFile)(python, ['-c', 'import optuna; print(optuna.__version__)']);
    return { python, version: stdout.trim() };
  } catch {
    return { missing: `${python} cannot import optuna` };
  }
}
