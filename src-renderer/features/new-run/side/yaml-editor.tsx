import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { Problem } from '#core/contract/setup/problem.ts';
import { createYamlEditor, type YamlEditorView } from '../editor/create-editor.ts';
import classes from './side-panel.module.css';

export type YamlEditorHandle = {
  /** Puts the cursor on a line (from 1) and takes it into view. */
  readonly goTo: (line: number, column: number) => void;
};

type YamlEditorProps = {
  readonly text: string;
  /** A new one: another document. */
  readonly version: string;
  readonly problems: readonly Problem[];
  readonly onType: (text: string) => void;
  readonly handle: Ref<YamlEditorHandle>;
};

/** The run's YAML, editable, with what is wrong marked at its line. */
export function YamlEditor({ text, version, problems, onType, handle }: YamlEditorProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<YamlEditorView | null>(null);
  const latest = useRef({ text, onType });
  latest.current = { text, onType };

  useEffect(() => {
    if (!place.current) {
      return;
    }
    const made = createYamlEditor(place.current, latest.current.text, (typed) =>
      latest.current.onType(typed),
    );
    editor.current = made;
    return () => {
      editor.current = null;
      made.destroy();
    };
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new version is another document.
  useEffect(() => {
    editor.current?.replace(latest.current.text);
  }, [version]);
  useEffect(() => {
    editor.current?.update(text);
  }, [text]);
  useEffect(() => {
    editor.current?.showProblems(problems);
  }, [problems]);
  useImperativeHandle(handle, () => ({
    goTo: (line, column) => editor.current?.goTo(line, column),
  }));
  return <div ref={place} className={classes.editor} />;
}
