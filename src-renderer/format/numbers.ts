/** Before each group of three digits. `Intl` would do the same, and cost the start of the page 10 ms. */
const GROUPS = /\B(?=(?:\d{3})+$)/g;

/** Between these the plain notation is short and honest; outside them the exponent is. */
const PLAIN_FROM = 1e-3;
const PLAIN_BELOW = 1e7;

function isPlain(size: number): boolean {
  return size >= PLAIN_FROM && size < PLAIN_BELOW;
}

/** A count: `12,346`. */
export function count(value: number): string {
  return String(Math.round(value)).replace(GROUPS, ',');
}

/** `1 trial`, `3 trials`. */
export function counted(value: number, singular: string, plural = `${singular}s`): string {
  return `${count(value)} ${value === 1 ? singular : plural}`;
}

/** A value as it was given, as short as it reads back: bounds, choices, settings. */
export function given(value: number): string {
  const size = Math.abs(value);
  if (value !== 0 && !isPlain(size)) {
    return value.toExponential().replace('e+', 'e');
  }
  return String(value);
}

const SIZE_UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'] as const;

/** Bytes in decimal units: `2.31 GB`. */
export function bytes(value: number): string {
  const power = Math.min(value < 1000 ? 0 : Math.floor(Math.log10(value) / 3), SIZE_UNITS.length - 1);
  const scaled = value / 1000 ** power;
  return `${power === 0 ? count(value) : scaled.toPrecision(3)} ${SIZE_UNITS[power]}`;
}
