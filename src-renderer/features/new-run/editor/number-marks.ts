import {
  Decoration,
  type DecorationSet,
  type EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from '@codemirror/view';

/** Whole scalars that are numbers, truth values or nothing; the grammar of YAML does not tell them from words. */
const PLAIN =
  /(?<=(?:^|[:[,{]|-)\s+|[[{])(?:[-+]?\d[\d._]*(?:e[-+]?\d+)?|true|false|null)(?=\s*(?:[,\]}]|$|\s#))/gi;

const matcher = new MatchDecorator({
  regexp: PLAIN,
  decoration: Decoration.mark({ class: 'cm-plain-value' }),
});

/** Colours plain values as what they will be read as. */
export const numberMarks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view);
    }

    update(update: ViewUpdate) {
      this.decorations = matcher.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
