const MS_A_DAY = 86_400_000;
const POINT = 46;

/**
 * Days from 1970-01-01 to a date of the Gregorian calendar (H. Hinnant, "chrono-compatible low-level date algorithms",
 * `days_from_civil`): years begin in March, so that the leap day is a year's last.
 */
function daysFromCivil(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const era = Math.floor(marchYear / 400);
  const yearOfEra = marchYear - era * 400;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** Trials of a run ended on few days. */
let lastDate = { year: Number.NaN, month: Number.NaN, day: Number.NaN, days: Number.NaN };

function daysOf(year: number, month: number, day: number): number {
  if (day !== lastDate.day || month !== lastDate.month || year !== lastDate.year) {
    lastDate = { year, month, day, days: daysFromCivil(year, month, day) };
  }
  return lastDate.days;
}

/** The number that the digits from `start` to `end` spell; NaN where one of them is no digit. */
function digits(text: string, start: number, end: number): number {
  let number = 0;
  for (let index = start; index < end; index++) {
    const digit = text.charCodeAt(index) - 48;
    number = digit >= 0 && digit <= 9 ? number * 10 + digit : Number.NaN;
  }
  return number;
}

/** The part of a second between the seconds and the Z, in milliseconds; three digits in what we write ourselves. */
function fractionOf(iso: string): number {
  switch (iso.length) {
    case 20:
      return 0;
    case 24:
      return iso.charCodeAt(19) === POINT ? digits(iso, 20, 23) : Number.NaN;
    default:
      return Math.round(Number(iso.slice(19, -1)) * 1000);
  }
}

/**
 * Milliseconds since 1970 of an ISO 8601 instant in UTC as trials carry it (`2026-01-31T12:00:00.000Z`); null for
 * null and for anything else. Does without `Date`, which pure code has not, and is called 100,000 times for a chart.
 */
export function millisecondsOf(iso: string | null): number | null {
  if (iso === null || iso.length < 20 || !iso.endsWith('Z')) {
    return null;
  }
  const days = daysOf(digits(iso, 0, 4), digits(iso, 5, 7), digits(iso, 8, 10));
  const seconds = (digits(iso, 11, 13) * 60 + digits(iso, 14, 16)) * 60 + digits(iso, 17, 19);
  const instant = days * MS_A_DAY + seconds * 1000 + fractionOf(iso);
  return Number.isNaN(instant) ? null : instant;
}
