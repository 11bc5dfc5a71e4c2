import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { performance } from 'node:perf_hooks';
import { z } from 'zod';
import { configSchema } from '#core/contract/value.ts';
import { Refusal } from './refusal.ts';

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
export type SearchKey = Omit<SearchRecord, 'spent' | 'thinking' | 'trials'>;

function textOf({ optimizer, objective, seed, workers, evaluations }: SearchKey): string {
  return JSON.stringify([optimizer, objective, seed, workers, evaluations]);
}

function readResults(file: string): readonly SearchRecord[] {
  try {
    return existsSync(file) ? fileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).runs : [];
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new Refusal(
      `A file of results goes on where it ended; ${file} is none of this benchmark: ${reason}`,
    );
  }
}

/** Saving takes at most this share of the time. */
const SAVING = 0.02;

/**
 * A file of finished searches, one a line, that grows and is replaced as a whole, so that an interrupted benchmark
 * keeps what it has. The more it holds, the less often it is replaced.
 */
export class ResultFile {
  private readonly lines: string[];
  private readonly known: Set<string>;
  private saveAt = 0;
  private isSaved = true;
  private readonly file: string;

  /** @throws {Refusal} where there is a file that is none of ours */
  constructor(file: string) {
    const records = readResults(file);
    this.file = file;
    this.lines = records.map((record) => JSON.stringify(record));
    this.known = new Set(records.map(textOf));
    mkdirSync(dirname(file), { recursive: true });
  }

  has(search: SearchKey): boolean {
    return this.known.has(textOf(search));
  }

  add(record: SearchRecord): void {
    this.lines.push(JSON.stringify(record));
    this.known.add(textOf(record));
    this.isSaved = false;
    if (performance.now() >= this.saveAt) {
      this.save();
    }
  }

  save(): void {
    if (this.isSaved) {
      return;
    }
    const begun = performance.now();
    writeFileSync(`${this.file}.new`, `{"name": "incumbent", "runs": [\n${this.lines.join(',\n')}\n]}\n`);
    renameSync(`${this.file}.new`, this.file);
    this.isSaved = true;
    this.saveAt = performance.now() + (performance.now() - begun) / SAVING;
  }
}
