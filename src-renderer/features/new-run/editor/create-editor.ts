import { defaultKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { type ChangeSpec, EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import { changeBetween } from '#core/config/edit/document-edit.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { styleNonce } from '../../../host/style-nonce.ts';
import { editorTheme, yamlColours } from './editor-theme.ts';
import { hangingIndent } from './hanging-indent.ts';
import { numberMarks } from './number-marks.ts';
import { problemMarks, showProblems } from './problem-marks.ts';

/**
 * Replaces the selection by typed text before the browser does it: it would carry the look of what was there over to
 * the new text in a `style` attribute, which the page's policy refuses.
 */
const typeOverSelection = EditorView.domEventHandlers({
  beforeinput(event, view) {
    if (event.inputType !== 'insertText' || event.data === null || event.isComposing) {
      return false;
    }
    // The browser's own selection: the editor hears of a new one only a moment later.
    const selection = document.getSelection();
    if (selection === null || selection.isCollapsed || !view.contentDOM.contains(selection.anchorNode)) {
      return false;
    }
    const { startContainer, startOffset, endContainer, endOffset } = selection.getRangeAt(0);
    const from = view.posAtDOM(startContainer, startOffset);
    const to = view.posAtDOM(endContainer, endOffset);
    view.dispatch({
      changes: { from, to, insert: event.data },
      selection: { anchor: from + event.data.length },
      userEvent: 'input.type',
      scrollIntoView: true,
    });
    return true;
  },
});

export type YamlEditorView = {
  /** Another document: from its beginning. */
  readonly replace: (text: string) => void;
  /** The same document, changed elsewhere: the cursor and what is in view stay. */
  readonly update: (text: string) => void;
  readonly showProblems: (problems: readonly Problem[]) => void;
  readonly goTo: (line: number, column: number) => void;
  readonly destroy: () => void;
};

/** Tab stays the key that leaves the editor; indenting is `Ctrl-]` and happens by itself after a line break. */
const KEYS = keymap.of([...defaultKeymap, ...lintKeymap]);

/**
 * An editor for the text of a run. `onType` hears of what a person types, not of what is put in. It keeps no steps to
 * take back: those of the document belong to its form as well.
 */
export function createYamlEditor(
  parent: HTMLElement,
  text: string,
  onType: (text: string) => void,
): YamlEditorView {
  let replacing = false;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      extensions: [
        EditorView.cspNonce.of(styleNonce()),
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        indentUnit.of('  '),
        yaml(),
        syntaxHighlighting(yamlColours),
        problemMarks(),
        numberMarks,
        typeOverSelection,
        hangingIndent(),
        placeholder('Write or paste YAML here'),
        KEYS,
        editorTheme,
        EditorView.contentAttributes.of({
          'aria-label': 'YAML',
          tabindex: '0',
          spellcheck: 'false',
          autocapitalize: 'off',
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !replacing) {
            onType(update.state.doc.toString());
          }
        }),
      ],
    }),
  });
  const put = (change: ChangeSpec) => {
    replacing = true;
    view.dispatch({ changes: change });
    replacing = false;
  };
  return {
    replace: (next) => {
      put({ from: 0, to: view.state.doc.length, insert: next });
      view.dispatch({ selection: { anchor: 0 } });
      view.scrollDOM.scrollTop = 0;
    },
    update: (next) => {
      const now = view.state.doc.toString();
      // The editor has one kind of line break.
      const wanted = next.replaceAll(/\r\n?/g, '\n');
      if (wanted !== now) {
        put(changeBetween(now, wanted));
      }
    },
    showProblems: (problems) => showProblems(view, problems),
    goTo: (number, column) => {
      const line = view.state.doc.line(Math.min(Math.max(number, 1), view.state.doc.lines));
      const anchor = Math.min(line.from + Math.max(column - 1, 0), line.to);
      view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}
