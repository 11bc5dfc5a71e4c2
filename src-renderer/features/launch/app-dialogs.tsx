import { useStore } from 'zustand';
import { Palette } from '../../shell/palette/palette.tsx';
import { ShortcutsDialog } from '../../shell/shortcuts-dialog.tsx';
import { useStores } from '../../stores/stores.ts';

/** The dialog that some part of the app has asked for. */
export function AppDialogs() {
  const { dialogs } = useStores();
  const request = useStore(dialogs, (state) => state.current);
  switch (request?.kind) {
    case 'palette':
      return <Palette onClose={dialogs.close} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={dialogs.close} />;
    default:
      return null;
  }
}
