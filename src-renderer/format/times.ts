import { counted } from './numbers.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const ABSOLUTE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** Two units at most: `5 h 12 min`, `45 s`, `3 days 4 h`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < MINUTE) {
    return `${whole} s`;
  }
  if (whole < HOUR) {
    return twoUnits([Math.floor(whole / MINUTE), 'min'], [whole % MINUTE, 's']);
  }
  if (whole < DAY) {
    return twoUnits([Math.floor(whole / HOUR), 'h'], [Math.floor((whole % HOUR) / MINUTE), 'min']);
  }
  const days = Math.floor(whole / DAY);
  return twoUnits([days, days === 1 ? 'day' : 'days'], [Math.floor((whole % DAY) / HOUR), 'h']);
}

function twoUnits(first: readonly [number, string], second: readonly [number, string]): string {
  const head = `${first[0]} ${first[1]}`;
  return second[0] === 0 ? head : `${head} ${second[0]} ${second[1]}`;
}

/** How long ago a time was, in one unit: `now`, `12 s ago`, `yesterday`, `9 days ago`. */
export function ago(iso: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  if (seconds < 5) {
    return 'now';
  }
  if (seconds < MINUTE) {
    return `${seconds} s ago`;
  }
  if (seconds < HOUR) {
    return `${Math.floor(seconds / MINUTE)} min ago`;
  }
  if (seconds < DAY) {
    return `${Math.floor(seconds / HOUR)} h ago`;
  }
  const days = Math.floor(seconds / DAY);
  if (days === 1) {
    return 'yesterday';
  }
  return days < 60 ? `${days} days ago` : `${counted(Math.floor(days / 30.4), 'month')} ago`;
}

/** The time itself in the reader's own zone and manner. */
export function absolute(iso: string): string {
  return ABSOLUTE.format(new Date(iso));
}
