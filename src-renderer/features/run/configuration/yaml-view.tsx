import { yaml } from '@codemirror/lang-yaml';
import { syntaxHighlighting } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { editorTheme, yamlColours } from '#renderer/features/new-run/editor/editor-theme.ts';
import { numberMarks } from '#renderer/features/new-run/editor/number-marks.ts';
import { styleNonce } from '#renderer/host/style-nonce.ts';
import classes from './configuration.module.css';

/** YAML to be read: coloured, with line numbers, selectable, never changed. */
export function YamlView({ text, label }: { text: string; label: string }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!place.current) {
      return;
    }
    const view = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: text,
        extensions: [
          EditorView.cspNonce.of(styleNonce()),
          EditorState.readOnly.of(true),
          EditorView.lineWrapping,
          lineNumbers(),
          yaml(),
          numberMarks,
          syntaxHighlighting(yamlColours),
          editorTheme,
          EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
        ],
      }),
    });
    return () => view.destroy();
  }, [text, label]);
  return <div ref={place} className={classes.view} />;
}
