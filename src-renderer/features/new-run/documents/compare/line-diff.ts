import { diffIndices } from 'node-diff3';

/** One line of a comparison; numbers start at 1 and are null on the side that lacks the line. */
export type DiffLine = {
  readonly kind: 'same' | 'removed' | 'added';
  readonly text: string;
  readonly before: number | null;
  readonly after: number | null;
};

/** A stretch of a comparison: lines to be shown, or so many equal ones that are passed over. */
export type DiffPart =
  | { readonly kind: 'lines'; readonly lines: readonly DiffLine[] }
  | { readonly kind: 'passed'; readonly lines: readonly DiffLine[] };

/** Equal lines that are shown around a difference. */
const CONTEXT = 3;

/** Two texts line by line: what only the first has before what only the second has. */
export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [old, next] = [linesOf(before), linesOf(after)];
  const lines: DiffLine[] = [];
  const at = { before: 0, after: 0 };
  const same = (until: number) => {
    for (; at.before < until; at.before += 1, at.after += 1) {
      lines.push({ kind: 'same', text: old[at.before] ?? '', before: at.before + 1, after: at.after + 1 });
    }
  };
  for (const { buffer1, buffer1Content, buffer2Content } of diffIndices(old, next)) {
    same(buffer1[0]);
    for (const text of buffer1Content) {
      at.before += 1;
      lines.push({ kind: 'removed', text, before: at.before, after: null });
    }
    for (const text of buffer2Content) {
      at.after += 1;
      lines.push({ kind: 'added', text, before: null, after: at.after });
    }
  }
  same(old.length);
  return lines;
}

/** The comparison in stretches; long equal ones are passed over but for the lines next to a difference. */
export function diffParts(lines: readonly DiffLine[]): readonly DiffPart[] {
  const near = lines.map((_, index) =>
    lines.slice(Math.max(0, index - CONTEXT), index + CONTEXT + 1).some(({ kind }) => kind !== 'same'),
  );
  const parts: { kind: DiffPart['kind']; lines: DiffLine[] }[] = [];
  for (const [index, line] of lines.entries()) {
    const kind = near[index] === true ? 'lines' : 'passed';
    const last = parts.at(-1);
    if (last?.kind === kind) {
      last.lines.push(line);
    } else {
      parts.push({ kind, lines: [line] });
    }
  }
  return parts;
}

/** A line break at the end ends the last line; it begins no other. */
function linesOf(text: string): string[] {
  const lines = text.split(/\r?\n/);
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
