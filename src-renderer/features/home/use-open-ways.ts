import { useLocation } from 'wouter';
import { addresses } from '../../routing/addresses.ts';
import { useStores } from '../../stores/stores.ts';
import { askForPath } from '../open/open-flows.ts';
import { startExample } from '../open/start-example.ts';

/** The ways to a run that the home screen offers, whichever of its faces it shows. */
export function useOpenWays() {
  const stores = useStores();
  const [, go] = useLocation();
  return {
    startExample: (name: string) => startExample({ stores, go }, name),
    newRun: () => go(addresses.newRun),
    openDirectory: () => void askForPath('open-directory', { stores, go }),
    watchFolder: () => void askForPath('watch-folder', { stores, go }),
  };
}
