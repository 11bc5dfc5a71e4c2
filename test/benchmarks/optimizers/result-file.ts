import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { configSchema } from '#core/contract/value.ts';

const recordSchema = z.object({
  /** The optimizer's name, followed by the arguments that were given. */
  optimizer: z.string(),
  objective: z.string(),
  seed: z.number().int(),
  workers: z.number().int(),
  /** The limit that was asked for beside the objective's own. */
  evaluations: z.number().int().nullable(),
  spent: z.number(),
  /** Seconds of the median and of the slowest of 20 decisions. */
  thinking: z.object({ median: z.number(), p95: z.number() }),
  trials: z.array(z.object({ config: configSchema })),
});

/** One finished search, as `score.py` reads it. */
export type SearchRecord = z.infer<typeof recordSchema>;

const fileSchema = z.object({ name: z.string(), runs: z.array(recordSchema) });

/** What tells two searches apart. */
export function recordKey(record: Omit<SearchRecord, 'spent' | 'thinking' | 'trials'>): string {
  const { optimizer, objective, seed, workers, evaluations } = record;
  return JSON.stringify([optimizer, objective, seed, workers, evaluations]);
}

/** The finished searches of a file; none where there is no such file. */
export function readResults(file: string): readonly SearchRecord[] {
  return existsSync(file) ? fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).runs : [];
}

/** Replaces the file as a whole, one search a line, so that an interrupted benchmark keeps what it has. */
export function writeResults(file: string, records: readonly SearchRecord[]): void {
  const lines = records.map((record) => JSON.stringify(record)).join(',\n');
  writeFileSync(`${file}.new`, `{"name": "incumbent", "runs": [\n${lines}\n]}\n`);
  renameSync(`${file}.new`, file);
}
