import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { CLI, killWorkers } from '#test/support/command-line.ts';
import { fakeSlurm } from '#test/support/fake-slurm.ts';
import { removeFolder } from '#test/support/remove-folder.ts';
import type { Block } from './markdown.ts';

/** Commands of the pages that no test runs, and why. */
const NOT_RUN: ReadonlyMap<string, string> = new Map([
  ['npm ci && npm start     # opens the app', 'installs anew; what it opens is tested by the hosts'],
  ['npm ci && npm test      # runs the tests', 'is what runs this test'],
  ['ssh -N -L 8642:127.0.0.1:8642 gpu-server', 'needs another machine'],
]);

/** Commands that stay until they are told to end: they are started, must say something, and are ended by Ctrl-C. */
const STAYS = /^(?:npx )?incumbent (?:serve|open)\b|--watch\b/;

type Ended = { readonly code: number | null; readonly output: string };

/** The port that the pages use. */
const SHOWN_PORT = /\b8642\b/g;

/** What a command printed, or how it differs from what the page says; empty where it agrees. */
export type Disagreement = { readonly line: number; readonly what: string };

/**
 * A person who follows a page from top to bottom in a folder of their own: files are written where the page shows them,
 * commands run where it gives them, and what it shows of their output is compared.
 */
export class Follower {
  readonly folder = mkdtempSync(join(tmpdir(), 'incumbent-docs-'));
  readonly disagreements: Disagreement[] = [];
  readonly #programs = mkdtempSync(join(tmpdir(), 'incumbent-docs-bin-'));
  /** Machines seldom have Slurm; its programs are stood in for. */
  readonly #slurm = mkdtempSync(join(tmpdir(), 'incumbent-docs-slurm-'));
  readonly #path = fakeSlurm(this.#slurm).path;
  /** Stands in for {@link SHOWN_PORT}, which may be in use here. */
  readonly #port: number;
  #output = '';

  constructor(freePort: number) {
    this.#port = freePort;
    this.#program('incumbent', '');
    this.#program('npx', '[ "$1" = incumbent ] && shift\n');
  }

  async follow(blocks: readonly Block[]): Promise<void> {
    for (const block of blocks) {
      const problem = await this.#step(block);
      if (problem !== null) {
        this.disagreements.push({ line: block.line, what: problem });
      }
    }
  }

  /** Leaves nothing behind: no worker, no file. */
  async end(): Promise<void> {
    await Promise.all(rootsBelow(this.folder).map(killWorkers));
    for (const folder of [this.folder, this.#programs, this.#slurm]) {
      removeFolder(folder);
    }
  }

  /** As it is called by a person, it is this checkout's own build. */
  #program(name: string, before: string): void {
    const file = join(this.#programs, name);
    writeFileSync(file, `#!/bin/sh\n${before}exec "${process.execPath}" "${CLI}" "$@"\n`);
    chmodSync(file, 0o755);
  }

  async #step(block: Block): Promise<string | null> {
    if (block.file !== null) {
      this.#write(block.file, block.text);
      return null;
    }
    switch (block.language) {
      case 'sh':
        return await this.#runAll(block.text);
      case 'python':
        return await this.#runPython(block.text);
      case 'text':
        return differenceToOutput(this.#here(block.text), this.#output);
      case 'json':
        return differenceOfShape(JSON.parse(block.text), JSON.parse(lastLine(this.#output)), '');
      case '':
        return null;
      default:
        return `a block of ${block.language} must begin with the name of its file`;
    }
  }

  #write(name: string, text: string): void {
    const file = join(this.folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: text.startsWith('#!') ? 0o755 : 0o644 });
  }

  async #runAll(text: string): Promise<string | null> {
    this.#output = '';
    const lines = text.replaceAll('\\\n', ' ').split('\n');
    for (const line of lines.filter((each) => each.trim() !== '' && !NOT_RUN.has(each))) {
      const expected = Number(/# exit code (\d+)/.exec(line)?.[1] ?? 0);
      const { code, output } = STAYS.test(line) ? await this.#glance(line) : await this.#run(line);
      this.#output += output;
      if (code !== expected) {
        return `\`${line}\` ends with exit code ${code}: ${output}`;
      }
    }
    return null;
  }

  async #runPython(text: string): Promise<string | null> {
    const ended = await this.#start('python3', ['-c', text]);
    this.#output = ended.output;
    return ended.code === 0 ? null : ended.output;
  }

  #run(line: string): Promise<Ended> {
    return this.#start('bash', ['-c', `exec 2>&1; ${this.#here(line)}`]);
  }

  #start(program: string, args: readonly string[]): Promise<Ended> {
    return new Promise((resolve) => {
      const options = { cwd: this.folder, env: this.#env(), maxBuffer: 2 ** 26 };
      const child = execFile(program, args, options, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode, output: stdout + stderr }),
      );
    });
  }

  #glance(line: string): Promise<Ended> {
    return new Promise((resolve) => {
      const child = spawn('bash', ['-c', `exec 2>&1; exec ${this.#here(line)}`], {
        cwd: this.folder,
        env: this.#env(),
      });
      let output = '';
      child.stdout.on('data', (bytes: Buffer) => {
        output += bytes.toString();
      });
      // Once, however many pieces its words come in: a second Ctrl-C ends it before it has said its last ones.
      child.stdout.once('data', () => child.kill('SIGINT'));
      child.once('close', (code) => resolve({ code, output }));
    });
  }

  /** The follower's home is the folder. */
  #here(text: string): string {
    return text.replaceAll(/(?<=\s)~\//g, `${this.folder}/`).replaceAll(SHOWN_PORT, String(this.#port));
  }

  #env(): Record<string, string | undefined> {
    return {
      ...process.env,
      PATH: `${this.#programs}${delimiter}${this.#path}`,
      NO_COLOR: '1',
      INCUMBENT_DATA: join(this.folder, '.data'),
      DISPLAY: undefined,
      WAYLAND_DISPLAY: undefined,
    };
  }
}

function rootsBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name === '.incumbent')
    .map((entry) => entry.parentPath);
}

function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1) ?? '';
}

/** `…` stands for anything within a line, and alone on a line for any lines. */
function differenceToOutput(shown: string, output: string): string | null {
  const lines = shown.trimEnd().split('\n');
  const pattern = lines.map((line) =>
    line.trim() === '…' ? '(?:.*\\n)*?' : `${line.trimEnd().split('…').map(escaped).join('.*')} *\\n`,
  );
  return new RegExp(`^${pattern.join('')}$`).test(`${output.trimEnd()}\n`)
    ? null
    : `the output is:\n${output}`;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Keys and kinds of two JSON values; null agrees with everything, of a list its first item counts. */
function differenceOfShape(shown: unknown, found: unknown, place: string): string | null {
  if (shown === null || found === null) {
    return null;
  }
  if (Array.isArray(shown) && Array.isArray(found)) {
    const [[first = null], [other = null]] = [shown, found];
    return differenceOfShape(first, other, `${place}[0]`);
  }
  if (typeof shown !== typeof found || Array.isArray(shown) !== Array.isArray(found)) {
    return `${place} is ${JSON.stringify(found)}`;
  }
  if (typeof shown !== 'object' || typeof found !== 'object') {
    return null;
  }
  const [keys, others] = [Object.keys(shown).sort(), Object.keys(found).sort()];
  if (keys.join() !== others.join()) {
    return `${place || 'the document'} has the keys ${others.join(', ')}, shown are ${keys.join(', ')}`;
  }
  const inner = Object.entries(shown).map(([key, value]) =>
    differenceOfShape(value, (found as Record<string, unknown>)[key], `${place}.${key}`),
  );
  return inner.find((problem) => problem !== null) ?? null;
}
