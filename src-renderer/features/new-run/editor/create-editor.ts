import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { yaml } from '@codemirror/lang-yaml';
import { bracketMatching, indentOnInput, indentUnit, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  placeholder,
} from '@codemirror/view';
import type { Problem } from '#core/contract/problem.ts';
import { styleNonce } from '../../../host/style-nonce.ts';
import { editorTheme, yamlColours } from './editor-theme.ts';
import { numberMarks } from './number-marks.ts';
import { problemMarks, showProblems } from './problem-marks.ts';
import { typeOverSelection } from './type-over-selection.ts';

export type YamlEditorView = {
  readonly replace: (text: string) => void;
  readonly showProblems: (problems: readonly Problem[]) => void;
  readonly goTo: (line: number, column: number) => void;
  readonly destroy: () => void;
};

/** Tab stays the key that leaves the editor; indenting is `Ctrl-]` and happens by itself after a line break. */
const KEYS = keymap.of([...defaultKeymap, ...historyKeymap, ...lintKeymap]);

/**
 * An editor for the text of a run. `onType` hears of what a person types, not of {@link YamlEditorView.replace}.
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
        history(),
        drawSelection(),
        indentOnInput(),
        bracketMatching(),
        indentUnit.of('  '),
        yaml(),
        syntaxHighlighting(yamlColours),
        problemMarks(),
        numberMarks,
        typeOverSelection,
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
  return {
    replace: (next) => {
      if (next !== view.state.doc.toString()) {
        replacing = true;
        view.dispatch({
          changes: { from: 0, to: view.state.doc.length, insert: next },
          selection: { anchor: 0 },
        });
        replacing = false;
        view.scrollDOM.scrollTop = 0;
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
