import { useLocation } from 'wouter';
import { refusalOf } from '../../host/refusal.ts';
import { addresses } from '../../routing/addresses.ts';
import { useStores } from '../../stores/stores.ts';
import { askForPath } from '../open/open-flows.ts';

/** The ways to a run that the home screen offers, whichever of its faces it shows. */
export function useOpenWays() {
  const stores = useStores();
  const [, go] = useLocation();
  const startExample = async (name: string) => {
    try {
      const { key } = await stores.connection.client.home.startExample({ name });
      go(addresses.run(key));
      return null;
    } catch (error) {
      return refusalOf(error);
    }
  };
  return {
    startExample,
    newRun: () => go(addresses.newRun),
    openDirectory: () => void askForPath('open-directory', { stores, go }),
    watchFolder: () => void askForPath('watch-folder', { stores, go }),
  };
}
