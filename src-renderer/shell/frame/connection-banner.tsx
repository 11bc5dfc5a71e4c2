import { IconPlugConnectedX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Icon } from '#renderer/components/text/icon.tsx';
import { useConnectionState } from '#renderer/stores/stores.ts';
import classes from './connection-banner.module.css';

/** Short interruptions heal by themselves before they are worth a word. */
const PATIENCE_MILLISECONDS = 800;

const WORDS = {
  lost: 'The connection to the engine is lost; what you see is what was seen last. Trying again… Runs and their workers go on.',
  'locked-out':
    'The engine was started again and no longer knows this page. Open the address that it printed at its start.',
} as const;

/** Says that what is on screen is old. Nothing is hidden: the last known values stay. */
export function ConnectionBanner() {
  const state = useConnectionState();
  const bad = state === 'lost' || state === 'locked-out' ? state : null;
  const [shown, setShown] = useState<typeof bad>(null);
  useEffect(() => {
    const timer = setTimeout(() => setShown(bad), bad === 'lost' ? PATIENCE_MILLISECONDS : 0);
    return () => clearTimeout(timer);
  }, [bad]);
  return (
    <div role="status" aria-label="Connection" className={shown ? classes.banner : undefined}>
      {shown && (
        <>
          <Icon of={IconPlugConnectedX} />
          {WORDS[shown]}
        </>
      )}
    </div>
  );
}
