import { refusalOf } from '../host/refusal.ts';
import type { Stores } from '../stores/stores.ts';

/** Carries out a call whose place on screen may be gone when it is answered: a refusal is told as a notice. */
export function attempt(stores: Stores, title: string, call: () => Promise<unknown>): void {
  call().catch((error: unknown) => {
    stores.notifications.notify({
      tone: 'failed',
      title: `${title} did not work`,
      message: refusalOf(error).message,
      address: null,
    });
  });
}
