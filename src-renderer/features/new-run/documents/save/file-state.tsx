import { useStore } from 'zustand';
import { baseName } from '#renderer/format/paths.ts';
import { isUnsaved } from '#renderer/stores/draft/draft.ts';
import { useStores } from '#renderer/stores/stores.ts';
import classes from '../documents.module.css';

/** The file that the document lives in, and whether it has all that is on screen. */
export function FileState() {
  const { draft } = useStores();
  const document = useStore(draft);
  const { file, text } = document;
  if (text.trim() === '') {
    return null;
  }
  return (
    <span className={classes.file} role="status" aria-label="File">
      <span className="ellipsis" title={file ?? undefined}>
        {file === null ? 'Not saved to a file' : baseName(file)}
      </span>
      {isUnsaved(document) && <span className={classes.unsaved}>unsaved changes</span>}
    </span>
  );
}
