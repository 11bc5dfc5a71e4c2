import { useRef } from 'react';
import { useStore } from 'zustand';
import type { Problem } from '#core/contract/setup/problem.ts';
import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { useQuery } from '../../routing/use-query.ts';
import { useReadOnlyReason } from '../../stores/read-only.ts';
import { useStores } from '../../stores/stores.ts';
import { ActBar } from './act-bar.tsx';
import { testRefusal } from './check/start-state.ts';
import { useCheck } from './check/use-check.ts';
import { BranchBar } from './documents/branch-bar.tsx';
import { FileNotices } from './documents/file-notices.tsx';
import { StartedBar } from './documents/started-bar.tsx';
import { useSpaceFile } from './documents/use-space-file.ts';
import { useWatchedFiles } from './documents/use-watched-files.ts';
import { collectSections } from './form/collect.ts';
import { RunForm } from './form/run-form.tsx';
import { SectionList } from './form/section-list.tsx';
import { useCurrentSection } from './form/use-current-section.ts';
import { useFirstField } from './form/use-first-field.ts';
import classes from './new-run.module.css';
import { useTestOnce } from './pipeline/use-test-once.ts';
import { SIDE_TABS, SidePanel } from './side/side-panel.tsx';
import type { YamlEditorHandle } from './side/yaml-editor.tsx';
import { TemplateButtons } from './templates/template-menu.tsx';

/** The screen on which a run is set up; a page for reading has none. */
export function NewRunScreen() {
  const readOnly = useReadOnlyReason();
  return readOnly ? (
    <EmptyState level={1} title="No run can be set up here">
      {readOnly}
    </EmptyState>
  ) : (
    <RunInTheMaking />
  );
}

/** A run in the making: its parts, what they mean, and the text that says it all. */
function RunInTheMaking() {
  const { draft } = useStores();
  const document = useStore(draft);
  const { text } = document;
  const check = useCheck(document);
  useSpaceFile(check);
  useWatchedFiles();
  const test = useTestOnce();
  const form = useRef<HTMLDivElement>(null);
  const editor = useRef<YamlEditorHandle>(null);
  const [current, go] = useCurrentSection(form);
  useFirstField(form, document.version, check);
  const [query, setQuery] = useQuery();
  const tab = SIDE_TABS.find((each) => each === query.get('side')) ?? 'yaml';
  const { report } = check;
  const empty = text.trim() === '';

  const show = (problem: Problem) => {
    const { space } = document;
    setQuery({ side: null, part: space !== null && problem.file === space.written ? 'space' : null });
    // The editor is laid out first, then it can scroll.
    requestAnimationFrame(() => editor.current?.goTo(problem.line ?? 1, problem.column ?? 1));
  };
  return (
    <div className={classes.screen}>
      <ActBar check={check} />
      <StartedBar report={check.report} />
      <FileNotices />
      <BranchBar check={check} />
      <div className={classes.columns} data-empty={empty || undefined}>
        {!empty && (
          <SectionList sections={report ? collectSections(report) : []} current={current} onGo={go} />
        )}
        <div className={classes.form} ref={form} aria-busy={check.pending}>
          {check.refusal && <ErrorNotice title="The text could not be checked" error={check.refusal} />}
          {report ? (
            <RunForm
              report={report}
              text={text}
              onShow={show}
              test={test}
              untestable={testRefusal(text, check)}
            />
          ) : (
            empty && (
              <EmptyState title="Set up a run" action={<TemplateButtons />}>
                Begin with a blank form or another of these, or with a YAML: open a file, or write or paste it
                on the right. It is checked while you type.
              </EmptyState>
            )
          )}
        </div>
        <SidePanel
          check={check}
          test={test.state}
          tab={tab}
          onTab={(next) => setQuery({ side: next === 'yaml' ? null : next })}
          onShow={show}
          editor={editor}
        />
      </div>
    </div>
  );
}
