/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/**
 * One cell of CSV: quoted if a comma, a quote or a line break is in it (RFC 4180, section 2). A text that a spreadsheet would
 * run as a formula begins with an apostrophe; numbers do not.
 */
export function csvCell(text: string): string {
  return plainCsvCell(FORMULA.test(text) && !isNumber(text) ? `'${text}` : text);
}

/** The same without the guard, for files that programs read back. */
export function plainCsvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function isNumber(text: string): boolean {
  return /^[+-]?(?:inf|infinity|\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)$/i.test(text);
}
