import { EventEmitter } from 'node:events';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'electron';
import { openBrowser } from './browser.ts';
import { lifecycle, preventable, record } from './records.ts';
import { StandInWindow } from './window.ts';

let userData = tmpdir();
let ready: Promise<void> | null = null;
let quitting = false;

class StandInApp extends EventEmitter {
  whenReady(): Promise<void> {
    ready ??= openBrowser(userData).then(() => {
      this.emit('ready', preventable(), {});
    });
    return ready;
  }

  /** As Electron: asks, closes every window (each may refuse), asks for the last time, ends. */
  quit(): void {
    const before = preventable();
    this.emit('before-quit', before);
    if (before.defaultPrevented) {
      return;
    }
    quitting = true;
    for (const window of StandInWindow.getAllWindows()) {
      window.close();
    }
    quitting = StandInWindow.getAllWindows().length === 0;
    const last = preventable();
    if (quitting) {
      this.emit('will-quit', last);
    }
    if (quitting && !last.defaultPrevented) {
      this.exit(0);
    }
  }

  exit(code = 0): void {
    record('exit', code);
    rmSync(lockFile(), { force: true });
    process.exit(code);
  }

  setPath(name: string, path: string): void {
    if (name === 'userData') {
      userData = path;
    }
  }

  /** Electron holds a lock in the folder of the user's data and passes a second instance's data to the first. */
  requestSingleInstanceLock(additionalData?: Record<never, never>): boolean {
    mkdirSync(userData, { recursive: true });
    if (process.env.STAND_IN_FORGET_LOCK) {
      // Electron's lock ends with its process, however that ends; this one is a file.
      rmSync(lockFile(), { force: true });
    }
    try {
      closeSync(openSync(lockFile(), 'wx'));
    } catch {
      const letter = { argv: process.argv, workingDirectory: process.cwd(), additionalData };
      writeFileSync(join(userData, `second-${process.pid}.json`), JSON.stringify(letter));
      return false;
    }
    watch(userData, (_kind, name) => {
      if (name?.startsWith('second-')) {
        this.#readLetter(join(userData, name));
      }
    }).unref();
    return true;
  }

  #readLetter(file: string): void {
    try {
      const letter = JSON.parse(readFileSync(file, 'utf8'));
      rmSync(file);
      this.emit(
        'second-instance',
        preventable(),
        letter.argv,
        letter.workingDirectory,
        letter.additionalData,
      );
    } catch {
      // Not written to its end yet, or read already: another event followed or comes.
    }
  }
}

function lockFile(): string {
  return join(userData, 'stand-in.lock');
}

export const app = new StandInApp() satisfies Pick<
  App,
  'whenReady' | 'quit' | 'exit' | 'setPath' | 'requestSingleInstanceLock'
>;

lifecycle.on('contents-created', (contents: unknown) =>
  app.emit('web-contents-created', preventable(), contents),
);
lifecycle.on('all-windows-closed', () => {
  if (!quitting) {
    app.emit('window-all-closed');
  }
});
