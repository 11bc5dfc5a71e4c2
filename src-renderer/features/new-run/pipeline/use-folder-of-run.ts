import { useStore } from 'zustand';
import { folderOf } from '../../../format/paths.ts';
import { useHost, useStores } from '../../../stores/stores.ts';

/** Where relative paths of the draft start; null while that is not known. */
export function useFolderOfRun(): string | null {
  const { draft } = useStores();
  const file = useStore(draft, (state) => state.file);
  const place = useHost((state) => state.info?.working_directory ?? null);
  return file === null ? place : folderOf(file);
}
