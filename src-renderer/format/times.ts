import { formatAgo, formatDuration } from '#core/analysis/words/format-duration.ts';

/** Made when it is first needed: making it takes longer than anything else in the first start. */
let formatter: Intl.DateTimeFormat | null = null;

/** Below this many seconds a time is `now`: a number that changes with every update would only flicker. */
const NOW_SECONDS = 5;

/** Whether a record names a time. Records of other programs may hold anything, or nothing. */
export function isTime(iso: string): boolean {
  return !Number.isNaN(Date.parse(iso));
}

/** How long ago a time was, in one unit: `now`, `12 s ago`, `9 days ago`. Text that is no time stays as it is. */
export function ago(iso: string, now: number): string {
  if (!isTime(iso)) {
    return iso;
  }
  const seconds = Math.max(0, Math.round((now - Date.parse(iso)) / 1000));
  return seconds < NOW_SECONDS ? 'now' : formatAgo(seconds);
}

/** How long something goes on that began at a time: `2 min 5 s`; `—` if the text is no time. */
export function elapsed(iso: string, now: number): string {
  return !isTime(iso) ? '—' : formatDuration(Math.max(0, (now - Date.parse(iso)) / 1000));
}

/** The time itself in the reader's own zone and manner. Text that is no time stays as it is. */
export function absolute(iso: string): string {
  if (!isTime(iso)) {
    return iso;
  }
  formatter ??= new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  return formatter.format(new Date(iso));
}
