import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import type { JournalLine } from '#core/state/journal/journal-entry.ts';
import { runLayout } from '#core/state/layout.ts';
import { command } from '#test/support/command-line.ts';

const OBJECTIVES = {
  'objective.mjs': 'export function objective({ x }) { return (x - 0.3) ** 2; }\n',
};

/** A YAML file for a benchmark and the root that its run will have. */
export type BenchRun = { readonly yaml: string; readonly root: string; readonly folder: string };

/** Writes a search with one float, random search and no CSV at the end, beside its pipeline. */
export async function writeRun(
  folder: string,
  settings: Readonly<Record<string, unknown>>,
  files: Readonly<Record<string, string>> = OBJECTIVES,
): Promise<BenchRun> {
  await mkdir(folder, { recursive: true });
  const text = stringify({
    evaluate_pipeline: 'objective.mjs:objective',
    pipeline_space: { x: { type: 'float', lower: 0, upper: 1 } },
    root_directory: 'run',
    optimizer: 'random_search',
    post_run_summary: false,
    seed: 1,
    ...settings,
  });
  for (const [name, content] of Object.entries({ ...files, 'run.yaml': text })) {
    await writeFile(join(folder, name), content);
  }
  return { folder, yaml: join(folder, 'run.yaml'), root: join(folder, 'run') };
}

/** Runs the built command line; a failure ends the benchmark. */
export async function incumbent(args: readonly string[]): Promise<void> {
  const { code, stderr } = await command(args);
  if (code !== 0) {
    throw new Error(`incumbent ${args.join(' ')} ended with ${code}: ${stderr}`);
  }
}

/** Waits until `workers` workers have left a root. Between two looks `meanwhile` is called. */
export async function workersLeft(root: string, workers: number, meanwhile = () => {}): Promise<void> {
  const folder = runLayout(root).workers;
  while (readdirSync(folder).filter((name) => name.endsWith('.end.json')).length < workers) {
    meanwhile();
    await sleep(100);
  }
}

/** The lines of one journal. */
function journalLines(root: string, writer: string): readonly JournalLine[] {
  return readFileSync(runLayout(root).journalOf(writer), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JournalLine);
}

/** The names of all workers that registered in a root. */
export function workersOf(root: string): readonly string[] {
  return readdirSync(runLayout(root).workers)
    .filter((name) => name.endsWith('.json') && !name.endsWith('.end.json'))
    .map((name) => name.slice(0, -'.json'.length));
}

/** Times of the reports of some workers, in milliseconds, in order; `from` is when the last of them began its first. */
export function reportTimes(root: string, workers: readonly string[]): { from: number; reports: number[] } {
  const journals = workers.map((worker) => journalLines(root, worker));
  const begun = journals.map((lines) => lines.find(({ op }) => op === 'sample')?.time ?? 0);
  const reports = journals
    .flat()
    .filter(({ op }) => op === 'report')
    .map(({ time }) => time)
    .sort((a, b) => a - b);
  return { from: Math.max(...begun), reports };
}
