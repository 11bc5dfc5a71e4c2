import { useStore } from 'zustand';
import { Palette } from '../../shell/palette/palette.tsx';
import { ShortcutsDialog } from '../../shell/shortcuts-dialog.tsx';
import { useStores } from '../../stores/stores.ts';
import { PathDialog } from '../open/path-dialog.tsx';

/** The dialog that some part of the app has asked for. */
export function AppDialogs() {
  const { dialogs } = useStores();
  const request = useStore(dialogs, (state) => state.current);
  switch (request?.kind) {
    case 'palette':
      return <Palette onClose={dialogs.close} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={dialogs.close} />;
    case 'open-directory':
    case 'watch-folder':
    case 'open-yaml':
      return <PathDialog key={request.kind} purpose={request.kind} onClose={dialogs.close} />;
    default:
      return null;
  }
}
