import { HighlightStyle } from '@codemirror/language';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

/** Keys, values and comments in the colours of the tokens. */
export const yamlColours = HighlightStyle.define([
  { tag: [tags.definition(tags.propertyName), tags.propertyName], color: 'var(--y-key)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--y-str)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--y-num)' },
  { tag: [tags.comment, tags.lineComment], color: 'var(--y-com)' },
  { tag: [tags.keyword, tags.typeName, tags.labelName], color: 'var(--text2)' },
]);

export const editorTheme = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--text)', fontSize: '12px' },
  // The caret and the line under it show the focus.
  '&.cm-focused': { outline: 'none' },
  '.cm-placeholder': { color: 'var(--text3)' },
  '.cm-plain-value, .cm-plain-value span': { color: 'var(--y-num)' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '18.4px', overflow: 'auto' },
  // Words beside a line may be longer than the panel is wide: they are cut, the text is not.
  '.cm-content': { minWidth: '0', padding: '8px 0', caretColor: 'var(--ink)' },
  '.cm-line': { padding: '0 12px 0 4px' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': {
    border: '0',
    backgroundColor: 'var(--surface)',
    color: 'var(--text3)',
    fontFeatureSettings: '"tnum" 1',
  },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '30px', padding: '0 6px 0 8px' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine, &.cm-focused .cm-activeLineGutter': { backgroundColor: 'var(--hover)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'var(--selected)',
  },
  '.cm-tooltip': {
    border: '1px solid var(--line)',
    borderRadius: '6px',
    backgroundColor: 'var(--raised)',
    boxShadow: 'var(--shadow-pop)',
    color: 'var(--text)',
  },
  '.cm-tooltip-lint': { maxWidth: '420px', fontFamily: 'var(--sans)', fontSize: '12px', lineHeight: '18px' },
  '.cm-diagnostic': { padding: '6px 10px', borderLeft: '3px solid var(--control)', whiteSpace: 'pre-line' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--failed)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--stale)' },
  '.cm-lintRange': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy 1px',
    textUnderlineOffset: '3px',
    paddingBottom: '0',
  },
  '.cm-lintRange-error': { textDecorationColor: 'var(--failed)' },
  '.cm-lintRange-warning': { textDecorationColor: 'var(--stale)' },
  '.cm-lintRange-info': { textDecorationColor: 'var(--control)' },
  '.cm-problem-error, &.cm-focused .cm-problem-error': { backgroundColor: 'var(--failed-soft)' },
  '.cm-problem-warning, &.cm-focused .cm-problem-warning': { backgroundColor: 'var(--stale-soft)' },
  '.cm-lens': {
    display: 'inline-block',
    maxWidth: 'calc(100% - 18px)',
    marginLeft: '18px',
    overflow: 'hidden',
    color: 'var(--text3)',
    fontFamily: 'var(--sans)',
    fontSize: '11.5px',
    lineHeight: '18px',
    textIndent: '0',
    textOverflow: 'ellipsis',
    verticalAlign: 'bottom',
    whiteSpace: 'nowrap',
  },
  '.cm-lens-error': { color: 'var(--failed-t)' },
  '.cm-lens-warning': { color: 'var(--stale-t)' },
});
