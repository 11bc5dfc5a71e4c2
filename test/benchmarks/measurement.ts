/** Repeated readings of one quantity. */
export type Measurement = {
  readonly name: string;
  readonly readings: readonly number[];
  /** What the readings count; milliseconds where nothing is said. */
  readonly unit?: string;
  readonly promise: Promise | null;
};

/** What the product promises: `at` is the quantile (0.5 the median) and `below` or `least` its bound; null for context. */
type Promise =
  | { readonly at: number; readonly below: number }
  | { readonly at: number; readonly least: number };

/** The `share` quantile (0 to 1) of some readings, by the nearest rank; NaN of none. */
export function quantile(readings: readonly number[], share: number): number {
  const sorted = [...readings].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Prints a table for people, or one JSON document with every reading. */
export function printMeasurements(measurements: readonly Measurement[], asJson: boolean): void {
  const rows = measurements.map((measurement) => ({
    name: measurement.name,
    unit: measurement.unit ?? 'ms',
    readings: measurement.readings.length,
    median: rounded(measurement.readings, 0.5),
    p95: rounded(measurement.readings, 0.95),
    worst: rounded(measurement.readings, isMore(measurement) ? 0 : 1),
    promise: promiseText(measurement),
  }));
  if (asJson) {
    console.log(
      JSON.stringify({
        schema: 1,
        unit: 'ms',
        measurements: measurements.map((one, index) => ({ ...rows[index], ...one })),
      }),
    );
  } else {
    console.table(rows);
  }
}

/** Whether more of it is better. */
function isMore({ promise }: Measurement): boolean {
  return promise !== null && 'least' in promise;
}

function rounded(readings: readonly number[], share: number): number {
  const value = quantile(readings, share);
  const digits = Math.abs(value) < 10 ? 100 : 10;
  return Math.round(value * digits) / digits;
}

function promiseText({ readings, promise }: Measurement): string {
  if (promise === null) {
    return '';
  }
  const value = quantile(readings, promise.at);
  const [sign, bound] = 'least' in promise ? ['≥', promise.least] : ['≤', promise.below];
  const held = sign === '≥' ? value >= bound : value <= bound;
  const which = promise.at === 0.5 ? 'median' : `p${promise.at * 100}`;
  return `${which} ${sign} ${bound}: ${held ? 'held' : 'MISSED'}`;
}
