/**
 * A source text in which strings and comments can't be taken for code: strings are words of the same length, comments
 * are blank. Every other character stands where it stood.
 */
export type MaskedText = { readonly text: string; readonly code: string };

/** @param pattern - matches strings and comments; @param isComment - tells which of the two was matched */
export function maskedText(text: string, pattern: RegExp, isComment: (part: string) => boolean): MaskedText {
  const code = text.replace(pattern, (part) =>
    isComment(part) ? part.replace(/[^\n]/g, ' ') : '_'.repeat(part.length),
  );
  return { text, code };
}

/** Where the bracket that opens at `open` closes; null where it never does. */
export function closingBracket(code: string, open: number): number | null {
  let depth = 0;
  for (let at = open; at < code.length; at += 1) {
    const character = code[at] ?? '';
    if ('([{'.includes(character)) {
      depth += 1;
    } else if (')]}'.includes(character)) {
      depth -= 1;
      if (depth === 0) {
        return at;
      }
    }
  }
  return null;
}

/** A piece of a text, without the blanks around it. */
export type Piece = { readonly from: number; readonly to: number };

/** The pieces between separators that stand in no bracket; those without anything in them are left out. */
export function piecesBetween(code: string, within: Piece, separators: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let from = within.from;
  let at = from;
  for (; at < within.to; at += 1) {
    const character = code[at] ?? '';
    if ('([{'.includes(character)) {
      at = Math.min(closingBracket(code, at) ?? within.to, within.to);
    } else if (separators.includes(character)) {
      pieces.push(trimmed(code, { from, to: at }));
      from = at + 1;
    }
  }
  return [...pieces, trimmed(code, { from, to: within.to })].filter((piece) => piece.from < piece.to);
}

/** Where a character first stands in no bracket; null where it does not. */
export function placeOf(code: string, within: Piece, isIt: (at: number) => boolean): number | null {
  for (let at = within.from; at < within.to; at += 1) {
    if (isIt(at)) {
      return at;
    }
    if ('([{'.includes(code[at] ?? '')) {
      at = closingBracket(code, at) ?? within.to;
    }
  }
  return null;
}

function trimmed(code: string, { from, to }: Piece): Piece {
  const piece = code.slice(from, to);
  const blank = piece.length - piece.trimStart().length;
  return { from: from + blank, to: Math.max(from + blank, from + piece.trimEnd().length) };
}

/** A piece of the text as it is written, in one line. */
export function written({ text, code }: MaskedText, piece: Piece): string {
  const { from, to } = trimmed(code, piece);
  return text.slice(from, to).replace(/\s+/g, ' ');
}
