import { IconDownload, IconInfoCircle } from '@tabler/icons-react';
import type { Exported, ExportTarget } from '#core/contract/setup/documents.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import { Message } from '#renderer/components/text/message.tsx';
import { download } from '../../../host/download.ts';
import sideClasses from '../side/side-panel.module.css';
import classes from './export.module.css';

type TargetWords = {
  /** The word of the choice. */
  readonly label: string;
  /** The name of the text, as a screen reader says it. */
  readonly title: string;
  /** Whom it is for. */
  readonly about: string;
  readonly ending: string;
  readonly type: string;
};

/** What a run can be exported to, in the order in which people are asked. */
const TARGETS: Readonly<Record<ExportTarget, TargetWords>> = {
  python: {
    label: 'Script',
    title: 'Python script',
    about: 'A script for NePS 0.16. Relative paths in it start in its folder.',
    ending: '.py',
    type: 'text/x-python',
  },
  yaml: {
    label: 'YAML',
    title: 'YAML for the library',
    about: 'The keyword arguments of run, for NePS until 0.14: later ones take spaces as Python alone.',
    ending: '-neps.yaml',
    type: 'application/yaml',
  },
  configspace: {
    label: 'ConfigSpace',
    title: 'ConfigSpace JSON',
    about: 'The search space alone, for ConfigSpace 1. A run takes it as its pipeline_space too.',
    ending: '-space.json',
    type: 'application/json',
  },
};

const TARGET_NAMES = ['python', 'yaml', 'configspace'] as const satisfies readonly ExportTarget[];

type ExportViewProps = {
  readonly target: ExportTarget;
  readonly onTarget: (target: ExportTarget) => void;
  /** Null while the run can't be read. */
  readonly exported: Exported | null;
  /** What stands in the place of the text meanwhile. */
  readonly waiting: string;
  /** The name of the run or its file, without an ending. */
  readonly name: string;
};

function Notes({ notes }: { readonly notes: readonly string[] }) {
  return notes.length === 0 ? null : (
    <ul className={classes.notes} aria-label="Notes on the export">
      {notes.map((note) => (
        <li key={note}>
          <Icon of={IconInfoCircle} small />
          <span>
            <Message>{note}</Message>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Refused({ reasons }: { readonly reasons: readonly string[] }) {
  return (
    <div className={classes.refused} role="status">
      <p>This run can’t be exported so:</p>
      <ul>
        {reasons.map((reason) => (
          <li key={reason}>
            <Message>{reason}</Message>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The same run for another tool: its text with what that can't say, or why that tool can't run it. */
export function ExportView({ target, onTarget, exported, waiting, name }: ExportViewProps) {
  const { title, about, ending, type } = TARGETS[target];
  const file = `${name}${ending}`;
  return (
    <div className={classes.view}>
      <div className={classes.head}>
        <Segmented
          label="Export as"
          value={target}
          options={TARGET_NAMES.map((value) => ({ value, label: TARGETS[value].label }))}
          onChange={onTarget}
        />
        <p className="text3 small">{about}</p>
      </div>
      {exported === null && <p className={classes.refused}>{waiting}</p>}
      {exported?.kind === 'refused' && <Refused reasons={exported.reasons} />}
      {exported?.kind === 'exported' && (
        <>
          <Notes notes={exported.notes} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
          <section className={classes.script} aria-label={title} tabIndex={0}>
            <pre>{exported.text}</pre>
          </section>
          <div className={sideClasses.sideFoot}>
            <span className="ellipsis grow">{file}</span>
            <CopyButton text={exported.text}>Copy</CopyButton>
            <Button
              variant="ghost"
              size="small"
              icon={IconDownload}
              onClick={() => download(new Blob([exported.text], { type }), file)}
            >
              Download
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
