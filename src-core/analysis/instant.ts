const MS_A_DAY = 86_400_000;

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

/**
 * Milliseconds since 1970 of an ISO 8601 instant in UTC as trials carry it (`2026-01-31T12:00:00.000Z`); null for
 * null and for anything else. Does without `Date`, which pure code has not.
 */
export function millisecondsOf(iso: string | null): number | null {
  if (iso === null || iso.length < 20 || !iso.endsWith('Z')) {
    return null;
  }
  const days = daysFromCivil(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), Number(iso.slice(8, 10)));
  const minutes = Number(iso.slice(11, 13)) * 60 + Number(iso.slice(14, 16));
  const instant = days * MS_A_DAY + minutes * 60_000 + Math.round(Number(iso.slice(17, -1)) * 1000);
  return Number.isNaN(instant) ? null : instant;
}
