import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** The built app, serving browsers from a process of its own. */
export type ServedApp = {
  /** With the access token. */
  readonly url: string;
  /** When the process was asked for, in `Date.now()` milliseconds. */
  readonly startedAt: number;
  readonly close: () => Promise<void>;
};

/**
 * Starts `incumbent serve` from `dist/` with its data in `dataDirectory`, and waits for the line that names its address.
 *
 * @throws Error with what it printed when it ends before that.
 */
export async function serveApp(dataDirectory: string): Promise<ServedApp> {
  const startedAt = Date.now();
  const child = spawn(process.execPath, ['dist/main/cli.js', 'serve', '--no-open', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, INCUMBENT_DATA: dataDirectory },
  });
  const url = await addressOf(child);
  return {
    url,
    startedAt,
    close: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

async function addressOf(child: ChildProcess): Promise<string> {
  const errors: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => errors.push(chunk.toString()));
  if (child.stdout === null) {
    throw new Error('Expected the output of the app to be piped.');
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /Incumbent is at (\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      return address;
    }
  }
  throw new Error(`Expected the app to say where it is, it ended with: ${errors.join('')}`);
}
