import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { CLI } from './command-line.ts';

export type ServedAppOptions = {
  /** `INCUMBENT_DATA`: where the list of runs is kept. */
  readonly dataDirectory: string;
  /** `INCUMBENT_EXAMPLES`: where copies of examples go. */
  readonly examplesDirectory?: string;
  /** Where relative paths of a pasted YAML start; the caller's own by default. */
  readonly workingDirectory?: string;
  /** Further arguments of `serve`. */
  readonly args?: readonly string[];
  /** Text of a module that its process loads before the app, for {@link ServedApp.ask}. */
  readonly preload?: string;
};

/** The built app, serving browsers from a process of its own. */
export type ServedApp = {
  /** With the access token. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** When the process was asked for, in `Date.now()` milliseconds. */
  readonly startedAt: number;
  /** What it has written to stderr so far: empty for a healthy app. */
  readonly errors: () => string;
  /** Sends a word to the module that was loaded before the app, and answers what that sends back. */
  readonly ask: (word: string) => Promise<unknown>;
  /** Ends it as Ctrl-C does. */
  readonly close: () => Promise<void>;
  /** Ends it as a power cut would. */
  readonly kill: () => Promise<void>;
};

const END_PATIENCE_MILLISECONDS = 90_000;

/**
 * Starts `incumbent serve` from `dist/` and waits for the line that names its address.
 *
 * @throws Error with what it printed when it ends before that.
 */
export async function serveApp(options: ServedAppOptions): Promise<ServedApp> {
  const { dataDirectory, examplesDirectory = dataDirectory, workingDirectory, args = [], preload } = options;
  const startedAt = Date.now();
  const loaded =
    preload === undefined ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`];
  const child = spawn(process.execPath, [...loaded, CLI, 'serve', '--no-open', ...args], {
    cwd: workingDirectory,
    stdio: ['ignore', 'pipe', 'pipe', ...(preload === undefined ? [] : ['ipc' as const])],
    env: {
      ...process.env,
      NO_COLOR: '1',
      INCUMBENT_DATA: dataDirectory,
      INCUMBENT_EXAMPLES: examplesDirectory,
    },
  });
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const url = await addressOf(child, () => errors);
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    if (child.exitCode !== null || child.signalCode !== null) {
      return;
    }
    const ended = once(child, 'exit');
    child.kill(signal);
    const mercy = setTimeout(() => child.kill('SIGKILL'), END_PATIENCE_MILLISECONDS);
    await ended;
    clearTimeout(mercy);
    if (child.signalCode === 'SIGKILL' && signal !== 'SIGKILL') {
      throw new Error(
        `Expected the app to end by itself within ${END_PATIENCE_MILLISECONDS} ms of ${signal}`,
      );
    }
  };
  return {
    url,
    port: Number(new URL(url).port),
    pid: child.pid ?? -1,
    startedAt,
    errors: () => errors,
    ask: async (word) => {
      const answered = once(child, 'message');
      child.send(word);
      const [answer] = await answered;
      return answer;
    },
    close: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

async function addressOf(child: ChildProcess, errors: () => string): Promise<string> {
  if (child.stdout === null) {
    throw new Error('Expected the output of the app to be piped.');
  }
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /Incumbent is at (\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      return address;
    }
  }
  throw new Error(`Expected the app to say where it is, it ended with: ${errors()}`);
}
