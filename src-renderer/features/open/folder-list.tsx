import { IconArrowUp, IconCode, IconFileCode, IconFolder, IconLayoutList } from '@tabler/icons-react';
import type { DirectoryEntry } from '#core/contract/home.ts';
import { Icon } from '#renderer/components/text/icon.tsx';
import classes from './folder-list.module.css';
import type { Folder } from './use-folder.ts';

const ICONS = { directory: IconFolder, file: IconFileCode, run: IconLayoutList, code: IconCode } as const;
const WORDS = { directory: '', file: 'YAML', run: 'run', code: '' } as const;

type FolderListProps = {
  readonly folder: Folder | null;
  readonly kinds: readonly DirectoryEntry['kind'][];
  readonly error: string | null;
  readonly onEnter: (entry: DirectoryEntry) => void;
  readonly onUp: (path: string) => void;
};

/** What is in a folder: directories are entered, runs and files are chosen. */
export function FolderList({ folder, kinds, error, onEnter, onUp }: FolderListProps) {
  const entries = folder?.entries.filter((entry) => kinds.includes(entry.kind)) ?? [];
  const parent = folder?.parent ?? null;
  return (
    <div className={classes.box}>
      <ul aria-label="Contents">
        {parent !== null && (
          <li>
            <button type="button" className={classes.entry} onClick={() => onUp(parent)}>
              <Icon of={IconArrowUp} small />
              Parent folder
            </button>
          </li>
        )}
        {entries.map((entry) => (
          <li key={entry.path}>
            <button type="button" className={classes.entry} onClick={() => onEnter(entry)}>
              <Icon of={ICONS[entry.kind]} small />
              <span className="mono ellipsis">{entry.name}</span>
              <span className={classes.kind}>{WORDS[entry.kind]}</span>
            </button>
          </li>
        ))}
      </ul>
      {folder && entries.length === 0 && !error && (
        <p className={classes.nothing}>Nothing to choose in here.</p>
      )}
      {error && <p className={classes.nothing}>{error}</p>}
    </div>
  );
}
