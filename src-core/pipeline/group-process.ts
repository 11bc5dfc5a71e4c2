import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { killGroup } from './kill-group.ts';
import type { ProcessExit } from './process-exit.ts';
import { within } from './within.ts';

export type Launch = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** Output that is still in the pipes when a process has ended arrives at once; a surviving grandchild never ends it. */
const LAST_OUTPUT_MS = 500;

/** A process that leads a group of its own, so that it can be killed together with all that it starts. */
export class GroupProcess {
  readonly child: ChildProcess;
  readonly exited: Promise<ProcessExit>;
  readonly #closed: Promise<void>;
  #ended = false;

  constructor(launch: Launch, stdio: StdioOptions) {
    this.child = spawn(launch.command, launch.args, {
      cwd: launch.cwd,
      env: { ...launch.env },
      stdio,
      detached: true,
      windowsHide: true,
    });
    this.#closed = new Promise((resolve) => this.child.once('close', () => resolve()));
    this.exited = new Promise((resolve) => {
      const settle = (exit: ProcessExit) => {
        this.#ended = true;
        resolve(exit);
      };
      this.child.once('error', (error) => settle({ code: null, signal: null, problem: error.message }));
      this.child.once('exit', (code, signal) => settle({ code, signal, problem: null }));
    });
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Waits, after the exit, for what was printed last. Not for the end of the pipes: a grandchild may hold them. */
  async lastOutput(): Promise<void> {
    await within(LAST_OUTPUT_MS, this.#closed);
  }

  /** Kills it and its group; also right after it has ended, for what it left behind. */
  kill(): void {
    if (this.child.pid !== undefined) {
      killGroup(this.child.pid);
    }
  }
}
