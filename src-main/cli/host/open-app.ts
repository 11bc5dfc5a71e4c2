import { spawn } from 'node:child_process';
import { findElectron } from '#main/desktop/find-electron.ts';
import { installation } from '#main/installation.ts';
import type { Invocation } from '../shell.ts';
import { serve } from './serve.ts';

/** A window that ends with a fault this soon has never been there. */
const NEVER_THERE_MS = 5000;

/** Opens the desktop window, or the browser host where there can be no window, and says which and why. */
export async function openApp(
  invocation: Invocation<object>,
  directories: readonly string[],
): Promise<number> {
  const { terminal, logLevel, env } = invocation;
  const { packageDirectory } = installation();
  const found = findElectron({
    packageDirectory,
    env,
    platform: process.platform,
    userId: process.getuid?.() ?? null,
  });
  if (found.kind === 'missing') {
    terminal.say(`Opens the browser host: no desktop window, because ${found.because}`);
    return await browserHost(invocation, directories);
  }
  terminal.say(`Opens the desktop window with ${found.executable}`);
  const args = [...found.arguments, packageDirectory, `--log-level=${logLevel}`, ...directories];
  const { code, lifetime } = await runWindow(found.executable, args);
  if (code !== 0 && lifetime < NEVER_THERE_MS) {
    terminal.say(`Opens the browser host: the desktop window ended at once (${code ?? 'killed'})`);
    return await browserHost(invocation, directories);
  }
  return code === 0 ? 0 : 4;
}

async function browserHost(invocation: Invocation<object>, directories: readonly string[]): Promise<number> {
  return await serve(invocation, {
    directories,
    port: 0,
    host: '127.0.0.1',
    opensBrowser: true,
    readOnly: false,
  });
}

function runWindow(
  executable: string,
  args: readonly string[],
): Promise<{ readonly code: number | null; readonly lifetime: number }> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const child = spawn(executable, args, { stdio: 'inherit' });
    const settle = (code: number | null) => resolve({ code, lifetime: performance.now() - begun });
    child.once('error', () => settle(null));
    child.once('exit', settle);
  });
}
