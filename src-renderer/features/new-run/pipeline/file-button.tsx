import { IconFolderOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { typedSource } from '#core/config/edit/text/source-text.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { folderOf } from '#renderer/format/paths.ts';
import { useHost } from '#renderer/stores/stores.ts';
import { writtenFrom } from '../../../format/paths.ts';
import { useStores } from '../../../stores/stores.ts';
import { PathChooser } from '../../open/path-chooser.tsx';
import type { DocumentForm } from '../document/use-document.ts';

const CODE_FILES = [{ name: 'Python, JavaScript, TypeScript', extensions: ['py', 'mjs', 'js', 'ts'] }];

const WORDS = {
  title: 'Choose the pipeline’s file',
  lead: 'Its functions are read from its text and offered afterwards; nothing is imported.',
  button: 'Choose',
  kinds: ['directory', 'code'],
} as const;

/** Picks the file of the pipeline's function, with the system's dialog or our own. */
export function FileButton({ form }: { readonly form: DocumentForm }) {
  const { connection } = useStores();
  const folder = useFolderOfRun();
  const [isOpen, setOpen] = useState(false);
  const take = (path: string) => {
    const written = folder === null ? path : writtenFrom(folder, path);
    form.edit(form.settings?.edits('evaluate_pipeline', typedSource(written, 'line')) ?? [], null);
  };
  const ask = async () => {
    const dialog = connection.desktop?.openFile;
    if (dialog === undefined) {
      setOpen(true);
      return;
    }
    const path = await dialog({ title: WORDS.title, start: folder, filters: CODE_FILES });
    if (path !== null) {
      take(path);
    }
  };
  return (
    <>
      <Button
        size="small"
        icon={IconFolderOpen}
        unavailable={form.isBehind ? 'The YAML can’t be read just now' : null}
        onClick={() => void ask()}
      >
        Choose a file…
      </Button>
      {isOpen && (
        <PathChooser
          words={WORDS}
          start={folder}
          onChoose={async (path) => {
            take(path);
            return null;
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

/** Where relative paths of the draft start; null while that is not known. */
function useFolderOfRun(): string | null {
  const { draft } = useStores();
  const file = useStore(draft, (state) => state.file);
  const place = useHost((state) => state.info?.working_directory ?? null);
  return file === null ? place : folderOf(file);
}
