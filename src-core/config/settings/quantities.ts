import type { DocumentNode } from '#core/config/document/node.ts';
import type { TypedValue } from '#core/config/values/typed-value.ts';
import { isNumber, type Reader, refuse } from './value-readers.ts';

type Units = { readonly factors: ReadonlyMap<string, number>; readonly rule: string };

const SECONDS = { s: 1, min: 60, h: 3600, d: 86_400 } as const;
const BYTES = { B: 1, kB: 1e3, MB: 1e6, GB: 1e9, TB: 1e12 } as const;

const DURATION: Units = {
  factors: new Map<string, number>([
    ...Object.entries(SECONDS),
    ...spellings(['sec', 'secs', 'second', 'seconds'], SECONDS.s),
    ...spellings(['mins', 'minute', 'minutes'], SECONDS.min),
    ...spellings(['hr', 'hrs', 'hour', 'hours'], SECONDS.h),
    ...spellings(['day', 'days'], SECONDS.d),
  ]),
  rule: 'a duration above 0: seconds, or a number with s, min, h or d (`30 s`, `5 min`)',
};

const SIZE: Units = {
  factors: new Map<string, number>([
    ...Object.entries(BYTES),
    ...spellings(['KB'], BYTES.kB),
    ...spellings(['KiB'], 2 ** 10),
    ...spellings(['MiB'], 2 ** 20),
    ...spellings(['GiB'], 2 ** 30),
    ...spellings(['TiB'], 2 ** 40),
  ]),
  rule: 'a size above 0: bytes, or a number with B, kB, MB or GB (`10 MB`)',
};

function spellings(names: readonly string[], factor: number): readonly [string, number][] {
  return names.map((name) => [name, factor]);
}

/** Seconds. A plain number is in seconds. */
export const duration: Reader<number> = quantity(DURATION);

/** Whole bytes. A plain number is in bytes; `kB` is 1,000 of them, `KiB` 1,024. */
export const size: Reader<number> = (node, report) => {
  const bytes = quantity(SIZE)(node, report);
  return bytes === undefined ? undefined : Math.max(1, Math.round(bytes));
};

function quantity({ factors, rule }: Units): Reader<number> {
  return (node, report) => {
    const value = isNumber(node) ? node.value : writtenQuantity(node, factors);
    if (value === null) {
      return refuse(node, rule, { report, code: 'quantity-form' });
    }
    return value > 0 && Number.isFinite(value) ? value : refuse(node, rule, { report, code: 'out-of-range' });
  };
}

/** `5 min` in its smallest unit; null for anything that is not a number with a known unit. */
function writtenQuantity(node: DocumentNode, factors: Units['factors']): number | null {
  const written = node.kind === 'scalar' ? /^\s*(\d+(?:\.\d+)?)\s*([A-Za-z]+)\s*$/.exec(node.source) : null;
  const factor = factors.get(written?.[2] ?? '');
  return factor === undefined ? null : Number(written?.[1]) * factor;
}

/** A duration as people write it (`5 min`); a plain number where no unit divides it. */
export function durationText(seconds: number): TypedValue {
  return inUnits(seconds, SECONDS);
}

/** A size as people write it (`10 MB`). */
export function sizeText(bytes: number): TypedValue {
  return inUnits(bytes, BYTES);
}

function inUnits(value: number, units: Readonly<Record<string, number>>): TypedValue {
  const largest = Object.entries(units).findLast(([, factor]) => Number.isSafeInteger(value / factor));
  return largest === undefined ? value : `${value / largest[1]} ${largest[0]}`;
}
