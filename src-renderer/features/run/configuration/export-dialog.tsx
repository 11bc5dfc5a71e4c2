import { useEffect, useState } from 'react';
import type { Exported, ExportTarget } from '#core/contract/setup/documents.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import exportClasses from '#renderer/features/new-run/export/export.module.css';
import { ExportView } from '#renderer/features/new-run/export/export-view.tsx';
import { refusalOf } from '#renderer/host/refusal.ts';
import { useStores } from '#renderer/stores/stores.ts';

type ExportDialogProps = {
  readonly runKey: string;
  readonly name: string;
  readonly onClose: () => void;
};

/** A run as it was started, for another tool. */
export function ExportDialog({ runKey, name, onClose }: ExportDialogProps) {
  const { client } = useStores().connection;
  const [target, setTarget] = useState<ExportTarget>('python');
  const [exported, setExported] = useState<Exported | null>(null);
  useEffect(() => {
    let wanted = true;
    const take = (next: Exported) => wanted && setExported(next);
    setExported(null);
    client.run
      .export({ key: runKey, to: target })
      .then(take, (error: unknown) => take({ kind: 'refused', reasons: [refusalOf(error).message] }));
    return () => {
      wanted = false;
    };
  }, [client, runKey, target]);
  return (
    <Dialog
      title={`Export ${name}`}
      lead="The run as it was started, for other tools."
      onClose={onClose}
      onSubmit={onClose}
      actions={
        <Button size="large" onClick={onClose}>
          Close
        </Button>
      }
    >
      <div className={exportClasses.dialog}>
        <ExportView
          target={target}
          onTarget={setTarget}
          exported={exported}
          waiting="Reading the run…"
          name={name}
        />
      </div>
    </Dialog>
  );
}
