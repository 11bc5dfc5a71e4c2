/** Where a page has its part that a program writes. */
const BEGIN = '<!-- written by `npm run bench -- optimizers --report` -->';
const END = '<!-- end of what is written -->';

/**
 * The page with new text between its marks; at the end of a page that has none yet, under a heading.
 *
 * @example withSection('# Optimizers', '## How they compare', 'text');
 */
export function withSection(page: string, heading: string, text: string): string {
  const section = `${BEGIN}\n\n${text.trim()}\n\n${END}`;
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  return begin >= 0 && end > begin
    ? page.slice(0, begin) + section + page.slice(end + END.length)
    : `${page.trimEnd()}\n\n${heading}\n\n${section}\n`;
}
