import type { ContractRouterClient } from '@orpc/contract';
import type { EngineContract } from '#core/contract/api/api.ts';
import type { DesktopBridge } from '#core/contract/api/desktop.ts';

/*
 * Content security policy of both hosts: scripts from the page's own files only, styles from its own files or with the
 * nonce of this very response. The nonce is in <meta name="csp-nonce">; `styleNonce()` (style-nonce.ts) reads it.
 * Give it to everything that inserts <style> elements: <MantineProvider getStyleNonce={styleNonce}> and
 * EditorView.cspNonce.of(styleNonce()). Inline scripts, eval, foreign images and fetch to other origins are refused.
 */

/** The engine's contract as typed calls: `await client.run.stop({ key, now: false })`. */
export type EngineClient = ContractRouterClient<EngineContract>;

/**
 * `lost`: the wire broke, a new one is being tried. `locked-out`: the host answers but no longer knows this page (it
 * was started again with a new token); only opening the new address helps.
 */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'locked-out';

/** The page's one connection to the engine, made by `connectEngine()` (connect-engine.ts). It reconnects by itself. */
export type EngineConnection = {
  readonly host: 'desktop' | 'browser';
  readonly client: EngineClient;
  /** Dialogs, menu and dropped paths; null in the browser host. */
  readonly desktop: DesktopBridge<File> | null;
  /** Fits `useSyncExternalStore(connection.subscribe, connection.state)`. */
  readonly state: () => ConnectionState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly close: () => void;
};
