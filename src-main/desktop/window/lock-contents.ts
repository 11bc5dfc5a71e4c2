import { type Session, shell, type WebContents } from 'electron';
import { isPageUrl } from './page-protocol.ts';

/**
 * What the page may ask the system for: to put text that a person copies into the clipboard, and to show notices of
 * runs where the person has asked for them in Settings. Nothing else.
 */
const ALLOWED_PERMISSIONS: readonly string[] = ['clipboard-sanitized-write', 'notifications'];

/** Keeps a page where it is: no other page takes its window, no window opens beside it; links leave for the browser. */
export function lockContents(contents: WebContents): void {
  const stay = (event: { readonly url: string; preventDefault(): void }) => {
    if (!isPageUrl(event.url)) {
      event.preventDefault();
      openOutside(event.url);
    }
  };
  contents.on('will-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) {
      event.preventDefault();
    }
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url);
    return { action: 'deny' };
  });
}

/** Only https: other schemes start programs. */
function openOutside(address: string): void {
  if (URL.canParse(address) && new URL(address).protocol === 'https:') {
    void shell.openExternal(address);
  }
}

/** Refuses camera, devices and all other wishes of a page. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer) =>
    answer(ALLOWED_PERMISSIONS.includes(permission)),
  );
  session.setPermissionCheckHandler((_contents, permission) => ALLOWED_PERMISSIONS.includes(permission));
  session.setDevicePermissionHandler(() => false);
}
