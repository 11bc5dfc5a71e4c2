import { execFileSync } from 'node:child_process';
import { findBrowser } from './browser-binary.ts';

/** Builds what the tests start as a stranger would: the command line, the workers and the page. */
export function setup(): void {
  if (process.env.INCUMBENT_TEST_SKIP_BUILD !== '1') {
    execFileSync(process.execPath, ['src-main/build/build.js'], { stdio: 'inherit' });
  }
  // Unpacks the browser once, before test files that need it start side by side.
  if (process.platform === 'linux') {
    findBrowser();
  }
}
