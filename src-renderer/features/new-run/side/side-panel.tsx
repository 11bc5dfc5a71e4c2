import type { Ref } from 'react';
import { useStore } from 'zustand';
import type { Problem } from '#core/contract/setup/problem.ts';
import { Tabs, tabPanelProps } from '#renderer/components/inputs/tabs.tsx';
import { useRootFinding } from '#renderer/features/launch/use-root-finding.ts';
import { useStores } from '#renderer/stores/stores.ts';
import type { Check } from '../check/use-check.ts';
import { CompareTab, useLaunchedTexts } from '../documents/compare/compare-tab.tsx';
import { DocumentEditor } from '../documents/document-editor.tsx';
import { PythonTab } from '../export/python-tab.tsx';
import type { TestState } from '../pipeline/use-test-once.ts';
import classes from './side-panel.module.css';
import { PreviewTab, ProblemsTab } from './side-tabs.tsx';
import type { YamlEditorHandle } from './yaml-editor.tsx';

export const SIDE_TABS = ['yaml', 'python', 'preview', 'problems', 'compare'] as const;
type SideTab = (typeof SIDE_TABS)[number];

type SidePanelProps = {
  readonly check: Check;
  /** The last test of the pipeline. */
  readonly test: TestState | null;
  readonly tab: SideTab;
  readonly onTab: (tab: SideTab) => void;
  readonly onShow: (problem: Problem) => void;
  readonly editor: Ref<YamlEditorHandle>;
};

const NO_PROBLEMS: readonly Problem[] = [];

/** The same run as text, as samples, and as what is wrong with it. */
export function SidePanel({ check, test, tab, onTab, onShow, editor }: SidePanelProps) {
  const { draft } = useStores();
  const { text, file } = useStore(draft);
  const launched = useLaunchedTexts(useRootFinding(check.report?.root ?? null));
  const shown = tab === 'compare' && launched.length === 0 ? 'yaml' : tab;
  const problems = check.report?.problems ?? NO_PROBLEMS;
  const errors = problems.filter((problem) => problem.severity === 'error').length;
  const items = [
    { id: 'yaml', label: 'YAML' },
    { id: 'python', label: 'Python' },
    { id: 'preview', label: 'Preview' },
    {
      id: 'problems',
      label: 'Problems',
      count: problems.length > 0 ? { value: String(problems.length), bad: errors > 0 } : null,
    },
    ...(launched.length > 0 ? [{ id: 'compare', label: 'Compare' } as const] : []),
  ] as const;
  return (
    <div className={classes.side}>
      <Tabs label="Side panel" name="side" items={items} value={shown} onChange={onTab} />
      <div {...tabPanelProps('side', 'yaml')} className={classes.panel} hidden={shown !== 'yaml'}>
        <DocumentEditor problems={problems} handle={editor} />
      </div>
      {shown === 'python' && (
        <div {...tabPanelProps('side', 'python')} className={classes.panel}>
          <PythonTab text={text} report={check.report} file={file} />
        </div>
      )}
      {shown === 'preview' && (
        <div {...tabPanelProps('side', 'preview')} className={classes.panel}>
          <PreviewTab report={check.report} test={test} />
        </div>
      )}
      {shown === 'problems' && (
        <div {...tabPanelProps('side', 'problems')} className={`${classes.panel} ${classes.scroll}`}>
          <ProblemsTab report={check.report} onShow={onShow} />
        </div>
      )}
      {shown === 'compare' && (
        <div {...tabPanelProps('side', 'compare')} className={`${classes.panel} ${classes.scroll}`}>
          <CompareTab launched={launched} />
        </div>
      )}
    </div>
  );
}
