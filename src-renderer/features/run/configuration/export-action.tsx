import { IconTableExport } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useActions } from '#renderer/actions/use-actions.ts';
import { type Action, action } from '#renderer/stores/action.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../live/run-context.ts';

/** The run on screen for other tools. */
export function useExportActions(): readonly [Action] {
  const { dialogs } = useStores();
  const { runKey, facts } = useRunOnScreen();
  const { name, space } = facts;
  return useMemo(
    () => [
      action({
        id: `export:${runKey}`,
        name: 'Export…',
        group: name,
        icon: IconTableExport,
        unavailable: space === null ? 'Its search space can’t be read' : null,
        run: () => dialogs.open({ kind: 'export', key: runKey, name }),
      }),
    ],
    [dialogs, runKey, name, space],
  );
}

/** Offers it to the palette, on whatever tab. */
export function ExportAction() {
  useActions('export', useExportActions());
  return null;
}
