import { EventEmitter } from 'node:events';

/** What the app asked of the system, in order, for the test to look at. */
export type SystemRecord = { readonly what: string; readonly given: unknown };

export const records: SystemRecord[] = [];

export function record(what: string, given: unknown): void {
  records.push({ what, given });
}

/** `all-windows-closed`, `contents-created`: what windows tell the app. */
export const lifecycle = new EventEmitter();

export type Preventable = { preventDefault(): void; readonly defaultPrevented: boolean };

/** An event that a listener can prevent. */
export function preventable(): Preventable {
  let prevented = false;
  return {
    preventDefault() {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  };
}
