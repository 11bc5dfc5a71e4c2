import { Suspense, useEffect } from 'react';
import { useStore } from 'zustand';
import { MoreBudgetDialog } from '#renderer/features/launch/budget/more-budget-dialog.tsx';
import { AddWorkerDialog, ResumeDialog } from '#renderer/features/launch/resume-dialog.tsx';
import { PathDialog } from '#renderer/features/open/path-dialog.tsx';
import { pagePart, preloadWhenIdle } from '#renderer/routing/page-part.tsx';
import { useStores } from '#renderer/stores/stores.ts';
import { Palette } from '../palette/palette.tsx';
import { ShortcutsDialog } from './shortcuts-dialog.tsx';

/** Dialogs of other screens than the first one. */
const startDialog = pagePart(
  async () => (await import('#renderer/features/launch/start-dialog.tsx')).StartDialog,
);
const saveDialog = pagePart(
  async () => (await import('#renderer/features/new-run/documents/save/save-dialog.tsx')).SaveDialog,
);
const exportDialog = pagePart(
  async () => (await import('#renderer/features/run/configuration/export-dialog.tsx')).ExportDialog,
);
const deleteTrialsDialog = pagePart(
  async () => (await import('#renderer/features/run/trial/delete-trials-dialog.tsx')).DeleteTrialsDialog,
);
const enqueueDialog = pagePart(
  async () => (await import('#renderer/features/launch/enqueue/enqueue-dialog.tsx')).EnqueueDialog,
);

/** The dialog that some part of the app has asked for. */
export function AppDialogs() {
  useEffect(() => preloadWhenIdle([startDialog, deleteTrialsDialog, enqueueDialog]), []);
  return (
    <Suspense>
      <AskedDialog />
    </Suspense>
  );
}

function AskedDialog() {
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
      return <startDialog.Part root={request.root} warnings={request.warnings} onClose={dialogs.close} />;
    case 'save-yaml':
      return <saveDialog.Part path={request.path} mayReplace={request.mayReplace} onClose={dialogs.close} />;
    case 'export':
      return <exportDialog.Part runKey={request.key} name={request.name} onClose={dialogs.close} />;
    case 'resume':
      return <ResumeDialog runKey={request.key} onClose={dialogs.close} />;
    case 'add-worker':
      return <AddWorkerDialog runKey={request.key} onClose={dialogs.close} />;
    case 'more-budget':
      return <MoreBudgetDialog runKey={request.key} running={request.running} onClose={dialogs.close} />;
    case 'delete-trials':
      return <deleteTrialsDialog.Part runKey={request.key} trials={request.trials} onClose={dialogs.close} />;
    case 'enqueue':
      return <enqueueDialog.Part {...request} runKey={request.key} onClose={dialogs.close} />;
    default:
      return null;
  }
}
