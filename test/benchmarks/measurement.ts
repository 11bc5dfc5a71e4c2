/** Repeated readings of one quantity, in milliseconds. */
export type Measurement = {
  readonly name: string;
  readonly readings: readonly number[];
  /** What the product promises: `at` is the quantile (0.5 the median), `below` its bound; null for context. */
  readonly promise: { readonly at: number; readonly below: number } | null;
};

/** The `share` quantile (0 to 1) of some readings, by the nearest rank; NaN of none. */
function quantile(readings: readonly number[], share: number): number {
  const sorted = [...readings].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** Prints a table for people, or one JSON document with every reading. */
export function printMeasurements(measurements: readonly Measurement[], asJson: boolean): void {
  const rows = measurements.map((measurement) => ({
    name: measurement.name,
    readings: measurement.readings.length,
    median: rounded(measurement.readings, 0.5),
    p95: rounded(measurement.readings, 0.95),
    worst: rounded(measurement.readings, 1),
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

function rounded(readings: readonly number[], share: number): number {
  return Math.round(quantile(readings, share) * 10) / 10;
}

function promiseText({ readings, promise }: Measurement): string {
  if (promise === null) {
    return '';
  }
  const value = quantile(readings, promise.at);
  const held = value <= promise.below ? 'held' : 'MISSED';
  return `${promise.at === 0.5 ? 'median' : `p${promise.at * 100}`} ≤ ${promise.below}: ${held}`;
}
