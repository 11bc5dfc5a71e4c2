import { type Refusal, refusalOf } from '../../host/refusal.ts';
import { addresses } from '../../routing/addresses.ts';
import type { Stores } from '../../stores/stores.ts';

type Go = (to: string) => void;

/** What a person may choose a path for. */
export type PathPurpose = 'open-directory' | 'watch-folder' | 'open-yaml';

const YAML_FILES = [{ name: 'YAML', extensions: ['yaml', 'yml'] }];

/** What becomes of a chosen path; each refuses with the engine's words. */
const TAKE: Record<PathPurpose, (path: string, stores: Stores, go: Go) => Promise<void>> = {
  'open-directory': async (path, { connection }, go) => {
    const { key } = await connection.client.home.open({ path });
    go(addresses.run(key));
  },
  'watch-folder': async (path, { connection }, go) => {
    await connection.client.home.watchFolder({ path });
    go(addresses.runs);
  },
  'open-yaml': async (given, { connection, draft }, go) => {
    const { path, text } = await connection.client.setup.read({ path: given });
    draft.replace(text, { file: path });
    go(addresses.newRun);
  },
};

async function refusalIn(act: () => Promise<void>): Promise<Refusal | null> {
  try {
    await act();
    return null;
  } catch (error) {
    return refusalOf(error);
  }
}

/** Does with a path what it was chosen for. Null when done, otherwise why not. */
export async function takePath(
  purpose: PathPurpose,
  path: string,
  { stores, go }: { readonly stores: Stores; readonly go: Go },
): Promise<Refusal | null> {
  return await refusalIn(() => TAKE[purpose](path, stores, go));
}

/** Puts the run at a path on the list and stays where the person is. Null when done, otherwise why not. */
export async function listRun(
  path: string,
  { connection }: Stores,
  onListed: (key: string) => void,
): Promise<Refusal | null> {
  return await refusalIn(async () => onListed((await connection.client.home.open({ path })).key));
}

/** Asks by the system's dialog. Null where nothing was chosen, or where the host has none. */
export async function chooseOnDesktop(purpose: PathPurpose, { connection }: Stores): Promise<string | null> {
  const { desktop } = connection;
  switch (purpose) {
    case 'open-directory':
      return desktop?.openDirectory({ title: 'Open directory', start: null }) ?? null;
    case 'watch-folder':
      return desktop?.openDirectory({ title: 'Watch a folder', start: null }) ?? null;
    case 'open-yaml':
      return desktop?.openFile({ title: 'Open YAML file', start: null, filters: YAML_FILES }) ?? null;
  }
}

/** Asks for a path the way the host does it, the system's dialog or our own, and does with it what it is for. */
export async function askForPath(
  purpose: PathPurpose,
  { stores, go }: { readonly stores: Stores; readonly go: Go },
): Promise<void> {
  if (!stores.connection.desktop) {
    stores.dialogs.open({ kind: purpose });
    return;
  }
  const path = await chooseOnDesktop(purpose, stores);
  const refusal = path === null ? null : await takePath(purpose, path, { stores, go });
  if (refusal) {
    stores.notifications.notify({
      tone: 'failed',
      title: 'That did not open',
      message: refusal.message,
      address: null,
    });
  }
}
