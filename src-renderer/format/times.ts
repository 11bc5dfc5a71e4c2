import { formatAgo, formatDuration } from '#core/analysis/words/format-duration.ts';

/** Made when it is first needed: making it takes longer than anything else in the first start. */
let formatter: Intl.DateTimeFormat | null = null;

/** Below this many seconds a time is `now`: a number that changes with every update would only flicker. */
const NOW_SECONDS = 5;

/** How long ago a time was, in one unit: `now`, `12 s ago`, `9 days ago`. */
export function ago(iso: string, now: number): string {
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  return seconds < NOW_SECONDS ? 'now' : formatAgo(seconds);
}

/** How long something goes on that began at a time: `2 min 5 s`. */
export function elapsed(iso: string, now: number): string {
  return formatDuration(Math.max(0, (now - Date.parse(iso)) / 1000));
}

/** The time itself in the reader's own zone and manner. */
export function absolute(iso: string): string {
  formatter ??= new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  return formatter.format(new Date(iso));
}
