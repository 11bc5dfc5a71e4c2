import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, constants, existsSync, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import type { OutputStream } from '../child/child-output.ts';
import { type ProcessExit, within } from './process-exit.ts';
import type { ProcessGuard } from './process-guard.ts';
import { killGroup, killTree, PROCESS_MARK } from './process-tree.ts';

export type Launch = {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Pipes beyond stdin, stdout and stderr, from descriptor 3 on. */
  readonly channels: number;
  /** Ends the process when we are killed. */
  readonly guard: ProcessGuard;
};

/** Output that is still in the pipes when a process has ended arrives at once; a surviving grandchild never ends it. */
const LAST_OUTPUT_MS = 500;

/** A process that leads a group of its own and bears a mark, so that it can be killed together with all that it starts. */
export class GroupProcess {
  readonly child: ChildProcess;
  /** In the environment of this process and of all that it starts, as {@link PROCESS_MARK}. */
  readonly mark = randomUUID();
  readonly exited: Promise<ProcessExit>;
  /** stdout and stderr; none where the process could not be started. */
  readonly outputs: readonly OutputStream[];
  readonly #outputsEnded: Promise<unknown>;
  #ended = false;

  private constructor(launch: Launch, pipes: OutputPipes | null) {
    const output =
      pipes === null ? ['pipe' as const, 'pipe' as const] : [pipes.stdout.writer, pipes.stderr.writer];
    launch.guard.expect(this.mark);
    this.child = spawn(launch.command, launch.args, {
      cwd: launch.cwd,
      env: { ...launch.env, [PROCESS_MARK]: this.mark },
      stdio: ['ignore', ...output, ...Array.from({ length: launch.channels }, () => 'pipe' as const)],
      detached: true,
      windowsHide: true,
    });
    const { stdout, stderr, pid } = this.child;
    if (pid !== undefined) {
      launch.guard.watch(pid, this.mark);
    }
    const own = [stdout, stderr].filter((stream) => stream !== null);
    this.outputs =
      pipes === null
        ? own.map((stream) => ({ stream, pipe: null }))
        : [pipes.stdout, pipes.stderr].map(({ reader, descriptor }) => ({
            stream: reader,
            pipe: descriptor,
          }));
    this.#outputsEnded = Promise.all(this.outputs.map(({ stream }) => ended(stream)));
    this.exited = this.#watchExit(launch);
  }

  /** A process that cannot be started has exited, with the problem. */
  static async start(launch: Launch): Promise<GroupProcess> {
    const pipes = await openOutputPipes();
    try {
      return new GroupProcess(launch, pipes);
    } finally {
      if (pipes !== null) {
        closeWriters(pipes);
      }
    }
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Waits, after the exit, for what was printed last. Not for the end of the pipes: a grandchild may hold them. */
  async lastOutput(): Promise<void> {
    await within(LAST_OUTPUT_MS, this.#outputsEnded);
  }

  /** Kills it and all that it started; also right after it has ended, for what it left behind. */
  kill(): void {
    if (this.child.pid !== undefined) {
      killTree(this.child.pid, this.mark);
    }
  }

  /** Kills it and its group alone: what it has detached on purpose goes on. */
  killGroup(): void {
    if (this.child.pid !== undefined) {
      killGroup(this.child.pid);
    }
  }

  #watchExit({ cwd, guard }: Launch): Promise<ProcessExit> {
    return new Promise((resolve) => {
      const settle = (exit: ProcessExit) => {
        this.#ended = true;
        guard.release(this.mark);
        resolve(exit);
      };
      this.child.once('error', (error) => {
        // The system names the program where the folder is what is missing.
        const problem = existsSync(cwd) ? error.message : `the folder ${cwd} does not exist`;
        settle({ code: null, signal: null, problem });
      });
      this.child.once('exit', (code, signal) => settle({ code, signal, problem: null }));
    });
  }
}

function ended(stream: Readable): Promise<void> {
  return new Promise((resolve) => finished(stream, { writable: false }, () => resolve()));
}

/** One stream of a process that is about to be started: what it writes to `writer` can be read from `reader`. */
type OutputPipe = {
  readonly reader: Socket;
  /** Of the reader; reading from it does not wait. */
  readonly descriptor: number;
  readonly writer: number;
};
type OutputPipes = { readonly stdout: OutputPipe; readonly stderr: OutputPipe };

/**
 * Real pipes for stdout and stderr. Node gives its children sockets in their place, and Linux does not open a socket by
 * its name: `echo … > /dev/stderr` and `tee /dev/stderr` in a user's script would fail. Null where they can't be
 * had; Node's own are then good enough.
 */
async function openOutputPipes(): Promise<OutputPipes | null> {
  if (process.platform !== 'linux') {
    return null;
  }
  try {
    const folder = await mkdtemp(join(tmpdir(), 'incumbent-pipes-'));
    try {
      const paths = [join(folder, 'out'), join(folder, 'err')] as const;
      await promisify(execFile)('mkfifo', ['-m', '600', ...paths]);
      return { stdout: openPipe(paths[0]), stderr: openPipe(paths[1]) };
    } finally {
      // Open ends need no name.
      await rm(folder, { recursive: true, force: true });
    }
  } catch {
    return null;
  }
}

/** The end for reading first, and without waiting for the other: a pipe without a reader can't be opened to write. */
function openPipe(path: string): OutputPipe {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const writer = openSync(path, constants.O_WRONLY);
  return { reader: new Socket({ fd: descriptor, readable: true, writable: false }), descriptor, writer };
}

/** Once the process has its copies of them: the stream ends when those are closed. */
function closeWriters(pipes: OutputPipes): void {
  closeSync(pipes.stdout.writer);
  closeSync(pipes.stderr.writer);
}
