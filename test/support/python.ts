import { execFileSync } from 'node:child_process';

/** Why tests that need Python are skipped; empty where they are not. Part of their titles. */
export const PYTHON_MISSING = hasPython() ? '' : ' (skipped: no python3 was found)';

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
