/**
 * How the two worlds of one page talk: window events whose details are JSON text, dispatched synchronously. Functions,
 * promises and files are replaced by marks.
 */
export const EVENTS = {
  /** The main world listens now. */
  mainReady: 'stand-in:main-ready',
  /** `{ name, members }`: functions that the preload script exposes. */
  expose: 'stand-in:expose',
  /** `{ target, args }`: the page calls `target`; answered by `result` before the dispatch returns. */
  call: 'stand-in:call',
  result: 'stand-in:result',
  /** `{ promise, value, error }`. */
  settled: 'stand-in:settled',
  /** `{ callback, args }`: the preload script calls a function of the page. */
  callback: 'stand-in:callback',
} as const;

export type Mark =
  | { readonly mark: 'value'; readonly value: unknown }
  | { readonly mark: 'function'; readonly id: string }
  | { readonly mark: 'promise'; readonly id: string }
  /** The file travels in the `dataTransfer` of the event that carries the call. */
  | { readonly mark: 'file' };

/** Sends a JSON text to the other world of this page. */
export function dispatch(name: string, detail: unknown): void {
  window.dispatchEvent(new CustomEvent(name, { detail: JSON.stringify(detail) }));
}

/** Hears JSON texts of the other world. */
export function listen(name: string, hear: (detail: never) => void): () => void {
  const listener = (event: Event) => hear(JSON.parse((event as CustomEvent<string>).detail) as never);
  window.addEventListener(name, listener);
  return () => window.removeEventListener(name, listener);
}
