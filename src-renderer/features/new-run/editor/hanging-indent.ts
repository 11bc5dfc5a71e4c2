import { type EditorState, type Extension, RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/** Deeper lines hang as those at this depth, so that some room for words is left. */
const DEEPEST = 16;
/** How much further in the rest of a line stands than its beginning, in letters. */
const FURTHER = 2;

function indentOf(text: string): number {
  return Math.min(text.length - text.trimStart().length, DEEPEST);
}

function lineMarks(): readonly Decoration[] {
  return Array.from({ length: DEEPEST + 1 }, (_, indent) => Decoration.line({ class: `cm-hang-${indent}` }));
}

const MARKS = lineMarks();

function decorate(state: EditorState, ranges: EditorView['visibleRanges']): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  let done = -1;
  for (const { from, to } of ranges) {
    for (let at = from; at <= to; ) {
      const line = state.doc.lineAt(at);
      const mark = MARKS[indentOf(line.text)];
      if (line.from > done && mark !== undefined) {
        builder.add(line.from, line.from, mark);
        done = line.from;
      }
      at = line.to + 1;
    }
  }
  return builder.finish();
}

const marks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = decorate(view.state, view.visibleRanges);
    }

    update({ docChanged, viewportChanged, state, view }: ViewUpdate) {
      if (docChanged || viewportChanged) {
        this.decorations = decorate(state, view.visibleRanges);
      }
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

/** A class for each depth, since the page's policy refuses styles at elements. */
const theme = EditorView.theme(
  Object.fromEntries(
    MARKS.map((_, indent) => [
      `.cm-line.cm-hang-${indent}`,
      { paddingLeft: `calc(4px + ${indent + FURTHER}ch)`, textIndent: `-${indent + FURTHER}ch` },
    ]),
  ),
);

/** A line that is too long goes on below, further in than it begins, so that keys stay in sight at their depth. */
export function hangingIndent(): Extension {
  return [EditorView.lineWrapping, marks, theme];
}
