// biome-ignore lint/suspicious/noControlCharactersInRegex: colours of terminals begin with the escape character.
const TERMINAL_CODES = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** What a terminal would show in the end: without colours, progress bars in their last state. */
export function logText(raw: string): string {
  const plain = raw.includes('\u001b') ? raw.replaceAll(TERMINAL_CODES, '') : raw;
  if (!plain.includes('\r')) {
    return plain;
  }
  return plain
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.replace(/\r+$/, '').split('\r').at(-1) ?? '')
    .join('\n');
}
