import { navigate } from '../routing/hash-location.ts';

/** What a notice says, and where a click on it leads; null for nowhere. */
type SystemNotice = {
  readonly kind: string;
  /** What it is about: the run's key. */
  readonly key: string;
  readonly title: string;
  readonly message: string | null;
  readonly address: string | null;
};

/** Whether this browser or window can show notices of the system, and whether the person has agreed. */
export function systemPermission(): NotificationPermission | 'missing' {
  return 'Notification' in window ? Notification.permission : 'missing';
}

/** Asks the person, where the browser has not been told yet. */
export async function askForSystemPermission(): Promise<NotificationPermission | 'missing'> {
  return 'Notification' in window ? await Notification.requestPermission() : 'missing';
}

/** Shows a notice beside the clock; a click brings the page back, with the run. A newer one of its kind replaces it. */
export function showSystemNotice({ kind, key, title, message, address }: SystemNotice): void {
  if (systemPermission() !== 'granted') {
    return;
  }
  const shown = new Notification(title, { body: message ?? '', tag: `incumbent:${key}:${kind}` });
  shown.onclick = () => {
    window.focus();
    if (address !== null) {
      navigate(address);
    }
    shown.close();
  };
}

/** Whether a person has the page before them. */
export function isPageSeen(): boolean {
  return document.visibilityState === 'visible' && document.hasFocus();
}
