import { writeFileSync } from 'node:fs';

/** Repeated readings of one quantity. */
export type Measurement = {
  readonly name: string;
  /** Empty where it was not measured. */
  readonly readings: readonly number[];
  /** What the readings count; milliseconds where nothing is said. */
  readonly unit?: string;
  readonly promise: Promise | null;
  /** Such as why it was not measured. */
  readonly note?: string;
};

/** What the product promises: `at` is the quantile (0.5 the median) and `below` or `least` its bound; null for context. */
type Promise =
  | { readonly at: number; readonly below: number }
  | { readonly at: number; readonly least: number };

/** Where measurements go: a table or one JSON document on stdout, and that document in a file too. */
export type PrintOptions = { readonly json?: boolean | undefined; readonly out?: string | undefined };

/** The `share` quantile (0 to 1) of some readings, by the nearest rank; NaN of none. */
export function quantile(readings: readonly number[], share: number): number {
  const sorted = [...readings].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Prints a table for people, or one JSON document with every reading. `ok` is null where nothing is promised. */
export function printMeasurements(measurements: readonly Measurement[], { json, out }: PrintOptions): void {
  const document = JSON.stringify({ schema: 1, unit: 'ms', measurements: measurements.map(documentRow) });
  if (out !== undefined) {
    writeFileSync(out, `${document}\n`);
  }
  if (json === true) {
    console.log(document);
  } else {
    console.table(measurements.map(tableRow));
  }
}

function tableRow(measurement: Measurement) {
  const { name, note, readings } = measurement;
  const { unit, promise, seen, ok, median, p95, worst } = documentRow(measurement);
  return {
    measure: note === undefined ? name : `${name}: ${note}`,
    promise: promise === null ? '' : promiseText(promise, unit),
    seen: seen === null ? '' : `${seen} ${unit}`,
    ok: ok === null ? '' : ok ? 'yes' : 'NO',
    median: median ?? '',
    p95: p95 ?? '',
    worst: worst ?? '',
    readings: readings.length,
  };
}

/** `seen` is the quantile that the promise is about. */
function documentRow({ unit = 'ms', ...measurement }: Measurement) {
  const { readings, promise } = measurement;
  const value = quantile(readings, promise?.at ?? 0.5);
  const isMore = promise !== null && 'least' in promise;
  return {
    ...measurement,
    unit,
    seen: rounded(value),
    ok: promise === null || readings.length === 0 ? null : isHeld(promise, value),
    median: rounded(quantile(readings, 0.5)),
    p95: rounded(quantile(readings, 0.95)),
    worst: rounded(quantile(readings, isMore ? 0 : 1)),
  };
}

function isHeld(promise: Promise, value: number): boolean {
  return 'least' in promise ? value >= promise.least : value <= promise.below;
}

function rounded(value: number): number | null {
  if (Number.isNaN(value)) {
    return null;
  }
  const digits = Math.abs(value) < 10 ? 100 : 10;
  return Math.round(value * digits) / digits;
}

function promiseText(promise: Promise, unit: string): string {
  const [sign, bound] = 'least' in promise ? ['≥', promise.least] : ['≤', promise.below];
  const which = promise.at === 0.5 ? 'median' : promise.at === 1 ? 'worst' : `p${promise.at * 100}`;
  return `${which} ${sign} ${bound} ${unit}`;
}
