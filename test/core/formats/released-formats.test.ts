import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readStatus, readTrials } from '#core/engine/runs/look.ts';
import { resumeRun } from '#core/engine/runs/resume-run.ts';
import { watchStatus } from '#core/engine/runs/watch-status.ts';
import { writeReport } from '#core/engine/runs/write-report.ts';
import { runLayout } from '#core/state/layout.ts';
import { HOST } from '#test/core/settings-table/table.ts';
import { MADE_UP_FOLDER, ROOTS, rootFacts } from './read-root.ts';

const FORMATS = readdirSync(ROOTS).filter((name) => name.startsWith('format-'));

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'incumbent-format-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A copy of a fixture, in a folder of its own. */
function copyOf(format: string) {
  const root = join(folder, 'results');
  cpSync(join(ROOTS, format, 'results'), root, { recursive: true });
  cpSync(join(ROOTS, 'objective.mjs'), join(folder, 'objective.mjs'));
  const { record } = runLayout(root);
  writeFileSync(record, readFileSync(record, 'utf8').replaceAll(MADE_UP_FOLDER, folder));
  const facts = JSON.parse(readFileSync(join(ROOTS, format, 'facts.json'), 'utf8'));
  return { root, facts };
}

const filesOf = (root: string) =>
  ['config.yaml', 'metadata.yaml', 'result.yaml', 'error.yaml'].flatMap((name) =>
    readdirSync(runLayout(root).results)
      .map((trial) => join('results', trial, name))
      .filter((file) => readdirSync(join(root, file, '..')).includes(name)),
  );

describe.each(FORMATS)('a root of %s', (format) => {
  it('opens and tells the same facts', async () => {
    const { root, facts } = copyOf(format);
    expect(JSON.parse(JSON.stringify(await rootFacts(root)))).toEqual(facts);
  });

  it('opens from the files of its trials alone', async () => {
    const { root, facts } = copyOf(format);
    rmSync(runLayout(root).journal, { recursive: true });
    expect(JSON.parse(JSON.stringify((await readTrials(root)).trials))).toEqual(facts.trials);
  });

  it('is watched, and nothing is written for that', async () => {
    const { root, facts } = copyOf(format);
    const before = readdirSync(root, { recursive: true }).sort();
    for await (const { counts, best } of watchStatus(root, new AbortController().signal)) {
      expect({ counts, best }).toEqual({ counts: facts.counts, best: facts.best });
      break;
    }
    expect(readdirSync(root, { recursive: true }).sort()).toEqual(before);
  });

  it('exports the same texts and tables', async () => {
    const { root } = copyOf(format);
    const files = (await writeReport(root)).map((file) => file.slice(root.length + 1));
    expect(files).toHaveLength(5);
    for (const file of files) {
      expect(readFileSync(join(root, file), 'utf8')).toBe(
        readFileSync(join(ROOTS, format, 'results', file), 'utf8'),
      );
    }
  });

  it('has its files written again from the journal, and its journal from the files', async () => {
    const { root } = copyOf(format);
    const files = filesOf(root);
    const original = (file: string) => readFileSync(join(ROOTS, format, 'results', file), 'utf8');
    rmSync(runLayout(root).results, { recursive: true });
    await writeReport(root);
    expect(files.map((file) => readFileSync(join(root, file), 'utf8'))).toEqual(files.map(original));
    rmSync(runLayout(root).journal, { recursive: true });
    const [lost] = files.filter((file) => file.endsWith('result.yaml'));
    await writeReport(root);
    rmSync(join(root, lost ?? ''));
    await writeReport(root);
    expect(readFileSync(join(root, lost ?? ''), 'utf8')).toBe(original(lost ?? ''));
  });

  it('is continued, and its earlier trials stay as they are', async () => {
    const { root, facts } = copyOf(format);
    const set = ['max_evaluations_total=11'];
    const { workers } = await resumeRun(HOST, { root, workers: 1, env: {}, set });
    await Promise.all(workers.map(({ ended }) => ended));
    expect(await readStatus(root)).toMatchObject({ state: 'finished', counts: { success: 10, failed: 1 } });
    const known = new Set(facts.trials.map(({ trial }: { trial: string }) => trial));
    const { trials } = await readTrials(root);
    expect(trials.filter(({ trial }) => known.has(trial))).toEqual(facts.trials);
    expect(trials).toHaveLength(facts.trials.length + 2);
  });
});
