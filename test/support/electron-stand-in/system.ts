import { EventEmitter } from 'node:events';
import type { Dialog, NativeTheme, Screen, Session, Shell } from 'electron';
import { record } from './records.ts';

/** Answers that the test prepared for the next dialogs, by method. A dialog without one never returns, as unanswered. */
const answers = new Map<string, unknown[]>();

export function prepareAnswer(method: string, answer: unknown): void {
  answers.set(method, [...(answers.get(method) ?? []), answer]);
}

function ask<Answer>(method: string, args: readonly unknown[]): Promise<Answer> {
  // The window, where one is given, comes before the options.
  record(method, args.at(-1));
  const prepared = answers.get(method)?.shift();
  return prepared === undefined ? new Promise(() => {}) : Promise.resolve(prepared as Answer);
}

export const dialog = {
  showOpenDialog: (...args: unknown[]) => ask('showOpenDialog', args),
  showSaveDialog: (...args: unknown[]) => ask('showSaveDialog', args),
  showMessageBox: (...args: unknown[]) => ask('showMessageBox', args),
  showErrorBox: (title: string, content: string) => record('showErrorBox', { title, content }),
} satisfies Pick<Dialog, 'showOpenDialog' | 'showSaveDialog' | 'showMessageBox' | 'showErrorBox'>;

export const shell = {
  openExternal: async (url) => record('openExternal', url),
  showItemInFolder: (path) => record('showItemInFolder', path),
} satisfies Pick<Shell, 'openExternal' | 'showItemInFolder'>;

type SessionSlice = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
>;
const handlers: {
  request?: Parameters<SessionSlice['setPermissionRequestHandler']>[0];
  check?: Parameters<SessionSlice['setPermissionCheckHandler']>[0];
  device?: Parameters<SessionSlice['setDevicePermissionHandler']>[0];
} = {};
const defaultSession = {
  setPermissionRequestHandler(handler) {
    handlers.request = handler;
  },
  setPermissionCheckHandler(handler) {
    handlers.check = handler;
  },
  setDevicePermissionHandler(handler) {
    handlers.device = handler;
  },
} satisfies SessionSlice;
export const session = { defaultSession };

/** What the app's handlers say to a page's wish. */
export async function askPermission(
  name: string,
): Promise<{ request: boolean; check: boolean; device: boolean }> {
  const given = [name, '', {}] as unknown as [never, never, never];
  return {
    request: await new Promise((resolve) =>
      handlers.request?.(null as never, given[0], resolve, {} as never),
    ),
    check: handlers.check?.(null, ...given) ?? true,
    device: handlers.device?.({} as never) ?? true,
  };
}

export const screen = {
  getAllDisplays: () =>
    [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] as ReturnType<Screen['getAllDisplays']>,
} satisfies Pick<Screen, 'getAllDisplays'>;

export const nativeTheme = { shouldUseDarkColors: false } satisfies Pick<NativeTheme, 'shouldUseDarkColors'>;

export const powerMonitor = new EventEmitter();
