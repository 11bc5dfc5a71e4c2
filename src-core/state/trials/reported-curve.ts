import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { runDisk } from '../run-files.ts';

/** More values tell nothing that a person could see. */
const MOST_VALUES = 10_000;
/** As much of a file as a look reads at most; what is left waits for the next one. */
const MOST_BYTES = 1_000_000;
/** As much as is read at most of a file that nobody writes on. */
const MOST_BYTES_OF_ENDED = 50 * MOST_BYTES;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
/** As Python, JavaScript and JSON write what is not finite. */
const NOT_FINITE: Readonly<Record<string, number>> = {
  nan: Number.NaN,
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  '-infinity': Number.NEGATIVE_INFINITY,
};

function numberOf(text: string): number | null {
  const trimmed = text.trim();
  return NUMBER.test(trimmed) ? Number(trimmed) : (NOT_FINITE[trimmed.toLowerCase()] ?? null);
}

/** The loss in `{"epoch": 3, "loss": 0.2}`, where it is not finite too: Python writes `NaN` into JSON. */
const LOSS = /"loss"\s*:\s*([^,}\s]+)/;

/** One line of a reported curve: a number, or an object with a `loss`; null for anything else. */
export function reportedValue(line: string): number | null {
  const text = line.trim();
  return text.startsWith('{') ? numberOf(LOSS.exec(text)?.[1] ?? '') : numberOf(text);
}

/** The values of whole lines; what follows the last line end is not written to its end yet. */
function valuesOf(text: string): readonly number[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .flatMap((line) => reportedValue(line) ?? []);
}

/**
 * What an evaluation that has ended reported while it ran; null where it reported nothing, or nothing readable. Of a
 * file that goes on and on only the beginning is read.
 */
export function reportedCurve(file: string): readonly number[] | null {
  // Most functions report nothing: a look costs less than an error that says so.
  if (!existsSync(file)) {
    return null;
  }
  let values: readonly number[];
  try {
    values = firstValues(file);
  } catch {
    return null;
  }
  return values.length === 0 ? null : values.slice(0, MOST_VALUES);
}

function firstValues(file: string): readonly number[] {
  const values: number[] = [];
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.allocUnsafe(MOST_BYTES);
    for (let offset = 0; offset < MOST_BYTES_OF_ENDED && values.length < MOST_VALUES; ) {
      const piece = buffer.subarray(0, readSync(descriptor, buffer, 0, buffer.length, offset));
      const isLast = piece.length < MOST_BYTES;
      // Its last line may lack a line end: nobody writes on.
      const end = isLast ? piece.length : wholeLines(piece);
      values.push(...valuesOf(`${piece.toString('utf8', 0, end)}\n`));
      offset += isLast ? MOST_BYTES_OF_ENDED : end;
    }
    return values;
  } finally {
    closeSync(descriptor);
  }
}

/** How much of a full piece is whole lines. A line that fills it is no value and is passed over. */
function wholeLines(piece: Buffer): number {
  return piece.lastIndexOf('\n') + 1 || piece.length;
}

/** Takes away what an earlier attempt reported: a curve is of one attempt. */
export function forgetReportedCurve(file: string): void {
  runDisk.remove('trial.clean', file);
}

/** A curve that grows. */
export type FollowedCurve = {
  /** All values so far; null where there is none yet. The same array while nothing is added. */
  readonly values: readonly number[] | null;
  /** Takes in what was added. */
  read(): Promise<void>;
};

export function followReportedCurve(file: string): FollowedCurve {
  let values: readonly number[] | null = null;
  let offset = 0;
  return {
    get values() {
      return values;
    },
    read: async () => {
      const piece = await pieceFrom(file, offset);
      if (piece === null) {
        return;
      }
      const begun = piece.offset === 0 ? [] : (values ?? []);
      const whole = piece.bytes.subarray(0, piece.bytes.lastIndexOf('\n') + 1);
      offset = piece.offset + (piece.bytes.length === MOST_BYTES ? wholeLines(piece.bytes) : whole.length);
      const added = valuesOf(whole.toString('utf8'));
      if (added.length > 0) {
        values = [...begun, ...added].slice(0, MOST_VALUES);
      }
    },
  };
}

type Piece = { readonly bytes: Buffer; readonly offset: number };

/** What a file has from an offset on; from its start where it became shorter. Null where nothing is there. */
async function pieceFrom(file: string, offset: number): Promise<Piece | null> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) {
    return null;
  }
  try {
    const { size } = await handle.stat();
    const from = size < offset ? 0 : offset;
    const buffer = Buffer.alloc(Math.min(size - from, MOST_BYTES));
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, from);
    return { bytes: buffer.subarray(0, bytesRead), offset: from };
  } finally {
    await handle.close();
  }
}
