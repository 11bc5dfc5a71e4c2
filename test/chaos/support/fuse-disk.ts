import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { removeFolder } from '#test/support/remove-folder.ts';

/** A file system of a program of these tests, mounted by FUSE. */
export type FuseDisk = {
  /** Sends the program a line and answers what it says. */
  ask(line: string): Promise<string>;
  unmount(): Promise<void>;
};

/** @param program the name of a file beside this one, which says `mounted` once it is */
export async function mountFuseDisk(program: string, paths: readonly string[]): Promise<FuseDisk> {
  for (const path of paths) {
    mkdirSync(path, { recursive: true });
  }
  const file = fileURLToPath(new URL(program, import.meta.url));
  const server: ChildProcess = spawn('python3', ['-B', file, ...paths], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(server, 'exit');
  const lines = createInterface({ input: server.stdout ?? process.stdin })[Symbol.asyncIterator]();
  const answer = async () => String((await lines.next()).value);
  const greeting = await answer();
  if (greeting !== 'mounted') {
    throw new Error(`${program} could not be mounted: ${greeting}`);
  }
  return {
    ask: (line) => {
      server.stdin?.write(`${line}\n`);
      return answer();
    },
    unmount: async () => {
      server.stdin?.end();
      await gone;
    },
  };
}

/** One reason, so that the list of allowed skips can name the tests. */
const NEEDS = ' (needs Linux, Python, and a FUSE that this user may mount)';

/** Why tests with such disks are skipped; empty where they are not. Part of their titles. */
export async function whyNoFuse(program: string): Promise<string> {
  const isPossible = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/dev/fuse');
  if (!isPossible || spawnSync('python3', ['--version']).status !== 0) {
    return NEEDS;
  }
  const path = mkdtempSync(join(tmpdir(), 'incumbent-fuse-'));
  try {
    await (await mountFuseDisk(program, [path])).unmount();
    return '';
  } catch {
    return NEEDS;
  } finally {
    removeFolder(path);
  }
}
