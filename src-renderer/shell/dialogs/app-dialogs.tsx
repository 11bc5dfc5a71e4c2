import { lazy, Suspense } from 'react';
import { useStore } from 'zustand';
import { MoreBudgetDialog } from '#renderer/features/launch/budget/more-budget-dialog.tsx';
import { EnqueueDialog } from '#renderer/features/launch/enqueue/enqueue-dialog.tsx';
import { AddWorkerDialog, ResumeDialog } from '#renderer/features/launch/resume-dialog.tsx';
import { StartDialog } from '#renderer/features/launch/start-dialog.tsx';
import { PathDialog } from '#renderer/features/open/path-dialog.tsx';
import { DeleteTrialsDialog } from '#renderer/features/run/trial/delete-trials-dialog.tsx';
import { useStores } from '#renderer/stores/stores.ts';
import { Palette } from '../palette/palette.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

/** It reads and writes YAML, which the first screen does without. */
const SaveDialog = lazy(async () => ({
  default: (await import('#renderer/features/new-run/documents/save/save-dialog.tsx')).SaveDialog,
}));

/** It belongs to the screen of a run, and writes YAML and Python. */
const ExportDialog = lazy(async () => ({
  default: (await import('#renderer/features/run/configuration/export-dialog.tsx')).ExportDialog,
}));

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
    case 'start':
      return <StartDialog root={request.root} warnings={request.warnings} onClose={dialogs.close} />;
    case 'save-yaml':
      return (
        <Suspense>
          <SaveDialog path={request.path} mayReplace={request.mayReplace} onClose={dialogs.close} />
        </Suspense>
      );
    case 'export':
      return (
        <Suspense>
          <ExportDialog runKey={request.key} name={request.name} onClose={dialogs.close} />
        </Suspense>
      );
    case 'resume':
      return <ResumeDialog runKey={request.key} onClose={dialogs.close} />;
    case 'add-worker':
      return <AddWorkerDialog runKey={request.key} onClose={dialogs.close} />;
    case 'more-budget':
      return <MoreBudgetDialog runKey={request.key} running={request.running} onClose={dialogs.close} />;
    case 'delete-trials':
      return <DeleteTrialsDialog runKey={request.key} trials={request.trials} onClose={dialogs.close} />;
    case 'enqueue':
      return <EnqueueDialog {...request} runKey={request.key} onClose={dialogs.close} />;
    default:
      return null;
  }
}
