import { open, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { readFrames } from './record-frames.ts';
import { type ScalarValue, scalarsOf } from './scalar-values.ts';

/** What was logged under one name, in the order of the steps; each step is told once, with its newest value. */
type ScalarSeries = {
  /** Folder below the one that was asked for and name, such as `train/loss`. */
  readonly name: string;
  readonly points: readonly (readonly [step: number, value: number])[];
};

export type LoggedScalars = {
  readonly series: readonly ScalarSeries[];
  /** What was not read or not told, in words; null where all was. */
  readonly left_out: string | null;
};

/** An evaluation may log without end; a look at it may not. */
const MOST = { files: 64, bytes: 16 * 2 ** 20, series: 100, points: 2000, depth: 3 } as const;
const SLICE = 500;

/**
 * The scalars in the event files of TensorBoard at or below `folder`, whoever wrote them. Files are read as far as they
 * are whole: what is being written is not there yet, what is damaged ends the file. Nothing is ever written.
 */
export async function readScalars(folder: string): Promise<LoggedScalars> {
  const files = await eventFiles(folder, MOST.depth);
  const all = new Map<string, Map<number, ScalarValue>>();
  let left = MOST.bytes;
  for (const file of files.slice(0, MOST.files)) {
    const bytes = await beginningOf(file, left);
    left -= bytes.length;
    const place = relative(folder, join(file, '..')).split(sep).filter(Boolean);
    for await (const value of scalarsIn(bytes)) {
      const name = [...place, value.tag].join('/');
      all.set(name, (all.get(name) ?? new Map()).set(value.step, value));
    }
  }
  const series = [...all].slice(0, MOST.series).map(([name, values]) => seriesOf(name, values));
  return { series, left_out: leftOut(files.length, left, all) };
}

/** In slices that leave the event loop free. */
async function* scalarsIn(bytes: Uint8Array): AsyncGenerator<ScalarValue> {
  let end = 0;
  for (;;) {
    const frames = readFrames(bytes, end, SLICE);
    yield* frames.records.flatMap(scalarsOf);
    if (frames.records.length < SLICE) {
      return;
    }
    end = frames.end;
    await nextTurn();
  }
}

/** Files of a folder in the order in which they were opened, which their names begin with. */
async function eventFiles(folder: string, depth: number): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const sorted = entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const here = sorted.filter((entry) => entry.isFile() && isEventFile(entry.name));
  const below = depth === 0 ? [] : sorted.filter((entry) => entry.isDirectory());
  const deeper = await Promise.all(below.map(({ name }) => eventFiles(join(folder, name), depth - 1)));
  return [...here.map(({ name }) => join(folder, name)), ...deeper.flat()];
}

/** Hidden files are on their way to their name. */
function isEventFile(name: string): boolean {
  return name.includes('tfevents') && !name.startsWith('.');
}

/** Empty for what can't be read: it is gone, or not ours to see. */
async function beginningOf(file: string, most: number): Promise<Uint8Array> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) {
    return new Uint8Array();
  }
  try {
    const { size } = await handle.stat();
    const bytes = new Uint8Array(Math.min(size, Math.max(0, most)));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, 0);
    return bytes.subarray(0, bytesRead);
  } catch {
    return new Uint8Array();
  } finally {
    await handle.close();
  }
}

/** Of very many points evenly picked ones, the first and the last among them. */
function seriesOf(name: string, values: ReadonlyMap<number, ScalarValue>): ScalarSeries {
  const sorted = [...values.values()].sort((a, b) => a.step - b.step);
  const every = Math.ceil((sorted.length - 1) / (MOST.points - 1));
  const kept = sorted.filter(
    (_, index) => sorted.length <= MOST.points || index % every === 0 || index === sorted.length - 1,
  );
  return { name, points: kept.map(({ step, value }) => [step, value]) };
}

function leftOut(
  files: number,
  left: number,
  all: ReadonlyMap<string, ReadonlyMap<number, unknown>>,
): string | null {
  const thinned = [...all.values()].filter(({ size }) => size > MOST.points).length;
  const parts = [
    files > MOST.files ? `${files - MOST.files} event files` : null,
    left <= 0 ? `all beyond ${MOST.bytes / 2 ** 20} MB` : null,
    all.size > MOST.series ? `${all.size - MOST.series} names` : null,
    thinned > 0 ? `of ${thinned} with more than ${MOST.points} steps all but evenly picked ones` : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `Left out: ${parts.join(', ')}`;
}
