import { IconClipboardText } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { Button } from '#renderer/components/buttons/button.tsx';
import type { DocumentForm } from '#renderer/features/new-run/document/use-document.ts';

/** It brings a parser of Python with it. */
const PasteDialog = lazy(async () => ({ default: (await import('./paste-dialog.tsx')).PasteDialog }));

/** Opens the dialog that takes parameters from a text. */
export function PasteButton({ form }: { readonly form: DocumentForm }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        icon={IconClipboardText}
        size="small"
        unavailable={form.isBehind ? 'The YAML can’t be read just now' : null}
        onClick={() => setOpen(true)}
      >
        Paste YAML or Python
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <PasteDialog form={form} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
