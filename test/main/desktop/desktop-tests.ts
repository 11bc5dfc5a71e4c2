import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import {
  buildStandIn,
  type Desktop,
  type StandIn,
  startDesktop,
} from '#test/support/electron-stand-in/start-desktop.ts';
import { removeFolder } from '#test/support/remove-folder.ts';

type StartOptions = { dataDirectory?: string; args?: readonly string[]; env?: Record<string, string> };

/** Sets up a file of tests of the built desktop app; what they start and create is gone after each test. */
export function desktopTests() {
  let standIn: StandIn;
  const started: Desktop[] = [];
  const folders: string[] = [];
  beforeAll(async () => {
    standIn = await buildStandIn();
  });
  afterEach(async () => {
    await Promise.all(started.splice(0).map((desktop) => desktop.kill()));
    for (const folder of folders.splice(0)) {
      removeFolder(folder);
    }
  });
  afterAll(() => standIn.remove());

  const temporaryFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'incumbent-desktop-'));
    folders.push(folder);
    return folder;
  };
  return {
    temporaryFolder,
    standIn: () => standIn,
    start: async (options: StartOptions = {}): Promise<Desktop> => {
      const desktop = await startDesktop({ standIn, dataDirectory: temporaryFolder(), ...options });
      started.push(desktop);
      return desktop;
    },
  };
}

/** What the app asked of the system under one name, oldest first. */
export async function asked(desktop: Desktop, what: string): Promise<readonly unknown[]> {
  return (await desktop.order('records')).filter((record) => record.what === what).map(({ given }) => given);
}
