import { IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { HomeRun } from '#core/contract/home.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { FilterField } from '#renderer/components/inputs/filter-field.tsx';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import { DialogActions, SubmitButton } from '#renderer/components/surfaces/dialog-actions.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { chooseOnDesktop, listRun } from '#renderer/features/open/open-flows.ts';
import { PathChooser, type PathWords } from '#renderer/features/open/path-chooser.tsx';
import { PATH_WORDS } from '#renderer/features/open/path-dialog.tsx';
import { counted } from '#renderer/format/numbers.ts';
import { optimizerTitle, RUN_STATE_WORDS } from '#renderer/format/words.ts';
import type { Refusal } from '#renderer/host/refusal.ts';
import { useReadOnlyReason } from '#renderer/stores/read-only.ts';
import { useHome, useHost, useStores } from '#renderer/stores/stores.ts';
import classes from './run-picker.module.css';

const WORDS: PathWords = {
  ...PATH_WORDS['open-directory'],
  lead: 'The directory of a run that is not on the list yet; it is put there and chosen. Nothing is written into it.',
};

type OpenAnotherProps = {
  readonly onOpened: (key: string) => void;
  /** Asks for our own dialog, for hosts that have none. */
  readonly onAsk: () => void;
};

/** Chooses a run that is not on the list by its directory. */
function OpenAnother({ onOpened, onAsk }: OpenAnotherProps) {
  const stores = useStores();
  const [refused, setRefused] = useState<Refusal | null>(null);
  const ask = async () => {
    if (!stores.connection.desktop) {
      onAsk();
      return;
    }
    const path = await chooseOnDesktop('open-directory', stores);
    setRefused(path === null ? null : await listRun(path, stores, onOpened));
  };
  return (
    <>
      <Button icon={IconFolderOpen} onClick={() => void ask()}>
        Open directory…
      </Button>
      {refused && <ErrorNotice title="That did not open" error={refused} />}
    </>
  );
}

/** Our own dialog for it, in the place of the one that asked. */
function OpenAnotherDialog({
  onOpened,
  onClose,
}: Pick<OpenAnotherProps, 'onOpened'> & { readonly onClose: () => void }) {
  const stores = useStores();
  const start = useHost((state) => state.info?.working_directory ?? null);
  return (
    <PathChooser
      words={WORDS}
      start={start}
      onChoose={(path) => listRun(path, stores, onOpened)}
      onClose={onClose}
    />
  );
}

type RunPickerProps = {
  readonly chosen: readonly string[];
  readonly onChoose: (keys: readonly string[]) => void;
  readonly onClose: () => void;
};

/** More rows are found by typing. */
const SHOWN = 100;
const NO_RUNS: readonly HomeRun[] = [];

function about({ status }: HomeRun): string {
  const parts = [
    status?.optimizer ? optimizerTitle(status.optimizer.name) : null,
    status ? RUN_STATE_WORDS[status.state] : 'Unreadable',
    status?.best ? formatNumber(status.best.loss) : null,
  ];
  return parts.filter(Boolean).join(', ');
}

function found(runs: readonly HomeRun[], text: string): readonly HomeRun[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter((run) => {
    const searched = `${run.name} ${run.root} ${about(run)}`.toLowerCase();
    return words.every((word) => searched.includes(word));
  });
}

/** Those that were just opened first: a list of hundreds hides them otherwise. */
function openedFirst(runs: readonly HomeRun[], opened: readonly string[]): readonly HomeRun[] {
  const isOpened = ({ key }: HomeRun) => Number(opened.includes(key));
  return runs.toSorted((a, b) => isOpened(b) - isOpened(a));
}

/** Which runs are compared: of those on the list, and by their directories. */
export function RunPicker({ chosen, onChoose, onClose }: RunPickerProps) {
  const runs = useHome((state) => state.home?.runs) ?? NO_RUNS;
  const [text, setText] = useState('');
  const [keys, setKeys] = useState<readonly string[]>(chosen);
  const [opened, setOpened] = useState<readonly string[]>([]);
  const [isOpening, setOpening] = useState(false);
  const readOnly = useReadOnlyReason();
  const matching = openedFirst(found(runs, text), opened);
  const shown = matching.slice(0, SHOWN);
  const allOn = matching.length > 0 && matching.every(({ key }) => keys.includes(key));
  const toggle = (key: string) =>
    setKeys((before) => (before.includes(key) ? before.filter((each) => each !== key) : [...before, key]));
  const toggleAll = (on: boolean) => {
    const all = matching.map(({ key }) => key);
    setKeys((before) =>
      on ? [...new Set([...before, ...all])] : before.filter((key) => !all.includes(key)),
    );
  };
  const takeOpened = (key: string) => {
    setOpened((before) => [...before, key]);
    setKeys((before) => [...new Set([...before, key])]);
    setText('');
  };
  if (isOpening) {
    return <OpenAnotherDialog onOpened={takeOpened} onClose={() => setOpening(false)} />;
  }
  return (
    <Dialog
      title="Runs to compare"
      lead="Any runs, of whatever origin; they stay where and as they are."
      onClose={onClose}
      onSubmit={() => {
        onChoose(keys);
        onClose();
      }}
      foot={counted(keys.length, 'run')}
      actions={
        <DialogActions onCancel={onClose}>
          <SubmitButton>Compare</SubmitButton>
        </DialogActions>
      }
    >
      <div className={classes.ways}>
        <FilterField label="Filter by name, path, optimizer or state" value={text} onChange={setText} />
        {readOnly === null && <OpenAnother onOpened={takeOpened} onAsk={() => setOpening(true)} />}
      </div>
      <Checkbox
        label={
          text === ''
            ? `All ${counted(matching.length, 'run')}`
            : `All ${counted(matching.length, 'run')} found`
        }
        checked={allOn}
        mixed={!allOn && matching.some(({ key }) => keys.includes(key))}
        onChange={toggleAll}
      />
      <ul className={classes.picker}>
        {shown.map((run) => (
          <li key={run.key}>
            <Checkbox label={run.name} checked={keys.includes(run.key)} onChange={() => toggle(run.key)} />
            <span className={classes.about}>{about(run)}</span>
          </li>
        ))}
      </ul>
      {matching.length > shown.length && (
        <p className="text3 small">
          {counted(matching.length - shown.length, 'more run')}: type to find them.
        </p>
      )}
    </Dialog>
  );
}
