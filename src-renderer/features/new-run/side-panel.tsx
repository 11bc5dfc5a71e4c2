import { IconDownload } from '@tabler/icons-react';
import type { Ref } from 'react';
import { useStore } from 'zustand';
import type { Problem } from '#core/contract/problem.ts';
import { Button } from '../../components/button.tsx';
import { CopyButton } from '../../components/copy-button.tsx';
import { Tabs, tabPanelProps } from '../../components/tabs.tsx';
import { baseName } from '../../format/paths.ts';
import { useStores } from '../../stores/stores.ts';
import classes from './new-run.module.css';
import type { TestState } from './pipeline/use-test-once.ts';
import { PythonTab } from './python-tab.tsx';
import { PreviewTab, ProblemsTab } from './side-tabs.tsx';
import type { Check } from './use-check.ts';
import { useTyping } from './use-typing.ts';
import { YamlEditor, type YamlEditorHandle } from './yaml-editor.tsx';

export const SIDE_TABS = ['yaml', 'python', 'preview', 'problems'] as const;
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

function download(name: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'application/yaml' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

function Foot() {
  const { connection, draft } = useStores();
  const { text, file, original } = useStore(draft);
  const name = file ? baseName(file) : 'run.yaml';
  const changed = file !== null && text !== original;
  return (
    <div className={classes.sideFoot}>
      <span className="ellipsis grow" title={file ?? undefined}>
        {file ? name : 'Kept here as you type'}
        {changed && ', changed here only'}
      </span>
      <CopyButton text={text}>Copy</CopyButton>
      {connection.host === 'browser' && (
        <Button variant="ghost" size="small" icon={IconDownload} onClick={() => download(name, text)}>
          Download
        </Button>
      )}
    </div>
  );
}

/** The same run as text, as samples, and as what is wrong with it. */
export function SidePanel({ check, test, tab, onTab, onShow, editor }: SidePanelProps) {
  const { draft } = useStores();
  const { text, version, file } = useStore(draft);
  const problems = check.report?.problems ?? NO_PROBLEMS;
  const typed = useTyping();
  const own = problems.filter((problem) => problem.file === null || problem.file === file);
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
  ] as const;
  return (
    <div className={classes.side}>
      <Tabs label="Side panel" name="side" items={items} value={tab} onChange={onTab} />
      <div {...tabPanelProps('side', 'yaml')} className={classes.panel} hidden={tab !== 'yaml'}>
        <YamlEditor text={text} version={version} problems={own} onType={typed} handle={editor} />
        <Foot />
      </div>
      {tab === 'python' && (
        <div {...tabPanelProps('side', 'python')} className={classes.panel}>
          <PythonTab text={text} report={check.report} />
        </div>
      )}
      {tab === 'preview' && (
        <div {...tabPanelProps('side', 'preview')} className={classes.panel}>
          <PreviewTab report={check.report} test={test} />
        </div>
      )}
      {tab === 'problems' && (
        <div {...tabPanelProps('side', 'problems')} className={`${classes.panel} ${classes.scroll}`}>
          <ProblemsTab report={check.report} onShow={onShow} />
        </div>
      )}
    </div>
  );
}
