import { useLocation } from 'wouter';
import { useHost, useStores } from '../../stores/stores.ts';
import { type PathPurpose, takePath } from './open-flows.ts';
import { PathChooser, type PathWords } from './path-chooser.tsx';

/** What the dialogs for each purpose say. */
export const PATH_WORDS: Record<PathPurpose, PathWords> = {
  'open-directory': {
    title: 'Open directory',
    lead: 'The directory of a run, also one that is running elsewhere, or a storage of Optuna. Nothing is written into it.',
    button: 'Open',
    kinds: ['directory', 'run'],
  },
  'watch-folder': {
    title: 'Watch a folder',
    lead: 'Every run below it appears in the list by itself, now and later.',
    button: 'Watch',
    kinds: ['directory', 'run'],
  },
  'open-yaml': {
    title: 'Open YAML file',
    lead: 'Relative paths in it are taken from its folder.',
    button: 'Open',
    kinds: ['directory', 'file'],
  },
};

/** Chooses what is to be opened or watched, for hosts that have no dialog of their own. */
export function PathDialog({ purpose, onClose }: { purpose: PathPurpose; onClose: () => void }) {
  const stores = useStores();
  const [, go] = useLocation();
  const start = useHost((state) => state.info?.working_directory ?? null);
  return (
    <PathChooser
      words={PATH_WORDS[purpose]}
      start={start}
      onChoose={(path) => takePath(purpose, path, { stores, go })}
      onClose={onClose}
    />
  );
}
