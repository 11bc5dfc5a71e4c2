import { execFile } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** One stream of a process that is about to be started: what it writes to `writer` can be read from `reader`. */
type OutputPipe = {
  readonly reader: Socket;
  /** Of the reader; reading from it does not wait. */
  readonly descriptor: number;
  readonly writer: number;
};
export type OutputPipes = { readonly stdout: OutputPipe; readonly stderr: OutputPipe };

/**
 * Real pipes for stdout and stderr. Node gives its children sockets in their place, and Linux does not open a socket by
 * its name: `echo … > /dev/stderr` and `tee /dev/stderr` in a user's script would fail. Null where they can't be
 * had; Node's own are then good enough.
 */
export async function openOutputPipes(): Promise<OutputPipes | null> {
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
export function closeWriters(pipes: OutputPipes): void {
  closeSync(pipes.stdout.writer);
  closeSync(pipes.stderr.writer);
}
