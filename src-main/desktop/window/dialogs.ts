import { isAbsolute } from 'node:path';
import { dialog, shell } from 'electron';
import { z } from 'zod';
import { CHANNELS } from '../channels.ts';
import { answerPage } from './page-requests.ts';

const directoryDialogSchema = z.object({
  title: z.string().max(200),
  start: z.string().max(10_000).nullable(),
});
const fileDialogSchema = directoryDialogSchema.extend({
  filters: z.array(z.object({ name: z.string(), extensions: z.array(z.string()) })).max(20),
});

/** Serves the page's dialogs for files and directories with the system's own. */
export function serveDialogs(): void {
  answerPage(CHANNELS.openDirectory, directoryDialogSchema, async (asked, window) => {
    const chosen = await dialog.showOpenDialog(window, {
      ...common(asked),
      properties: ['openDirectory', 'createDirectory'],
    });
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  });
  answerPage(CHANNELS.openFile, fileDialogSchema, async (asked, window) => {
    const chosen = await dialog.showOpenDialog(window, {
      ...common(asked),
      filters: asked.filters,
      properties: ['openFile'],
    });
    return chosen.canceled ? null : (chosen.filePaths[0] ?? null);
  });
  answerPage(CHANNELS.saveFile, fileDialogSchema, async (asked, window) => {
    const chosen = await dialog.showSaveDialog(window, { ...common(asked), filters: asked.filters });
    return chosen.canceled ? null : chosen.filePath || null;
  });
  answerPage(CHANNELS.revealInFolder, z.string().refine(isAbsolute), async (path) => {
    shell.showItemInFolder(path);
  });
}

function common({ title, start }: z.infer<typeof directoryDialogSchema>) {
  return { title, ...(start === null ? {} : { defaultPath: start }) };
}
