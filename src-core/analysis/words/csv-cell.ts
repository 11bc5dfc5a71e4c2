/** One cell of CSV: quoted where a comma, a quote or a line break stands in it (RFC 4180, section 2). */
export function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
