/** The last moment that a date can hold, in milliseconds. */
const LAST_TIME = 8.64e15;
/** The first one of the year 10000, which is written otherwise. */
const LAST_YEARS = 253_402_300_800_000;
const DAY = 86_400_000;
const ZERO = 48;

const bytes = Buffer.from('1970-01-01T00:00:00.000Z', 'latin1');
let day = 0;
let last = 0;
let text = '1970-01-01T00:00:00.000Z';

/**
 * Milliseconds since 1970 as `2026-01-31T12:00:00.000Z`; null for what is no time, since a journal may hold anything.
 * Replaying a long run asks for hundreds of thousands of them, which follow each other closely: the day is kept.
 */
export function isoTime(milliseconds: number | null): string | null {
  if (milliseconds === null || Math.abs(milliseconds) > LAST_TIME || Number.isNaN(milliseconds)) {
    return null;
  }
  if (!Number.isInteger(milliseconds) || milliseconds < 0 || milliseconds >= LAST_YEARS) {
    return new Date(milliseconds).toISOString();
  }
  if (milliseconds !== last) {
    last = milliseconds;
    text = write(milliseconds);
  }
  return text;
}

function write(milliseconds: number): string {
  const today = Math.floor(milliseconds / DAY);
  if (today !== day) {
    day = today;
    bytes.write(new Date(milliseconds).toISOString(), 'latin1');
  }
  const inDay = milliseconds - today * DAY;
  const seconds = Math.floor(inDay / 1000);
  two(11, Math.floor(seconds / 3600));
  two(14, Math.floor(seconds / 60) % 60);
  two(17, seconds % 60);
  bytes[20] = ZERO + (Math.floor(inDay / 100) % 10);
  two(21, inDay % 100);
  return bytes.toString('latin1');
}

function two(at: number, value: number): void {
  bytes[at] = ZERO + Math.floor(value / 10);
  bytes[at + 1] = ZERO + (value % 10);
}
