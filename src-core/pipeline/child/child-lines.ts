import type { Readable } from 'node:stream';

/**
 * Calls `take` with each whole line. Only line feeds end a line, since JSON text may hold U+2028 and its like, which
 * `node:readline` would split at.
 */
export function onLines(stream: Readable, take: (line: string) => void): void {
  let pieces: string[] = [];
  stream.setEncoding('utf8');
  stream.on('data', (text: string) => {
    const [first = '', ...more] = text.split('\n');
    pieces.push(first);
    for (const next of more) {
      take(pieces.join(''));
      pieces = [next];
    }
  });
}

/** Where a long-lived child and its worker talk: one JSON object a line. 0 to 2 are the user's. */
export const CHILD_DESCRIPTORS = { toChild: 3, fromChild: 4 } as const;
