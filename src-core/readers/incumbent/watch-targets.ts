import { basename } from 'node:path';
import { runLayout } from '#core/state/layout.ts';
import type { WatchTarget } from '../reader.ts';

/**
 * The engine's directory and what lies directly in `journal`, `workers` and `control`: one watch for it also sees
 * these come into being. Left out are the files that change with each step or heartbeat and tell nothing by
 * themselves, logs, and every temporary file.
 */
export function watchTargetsOf(root: string): readonly WatchTarget[] {
  const layout = runLayout(root);
  const noise = new Set([
    layout.cache,
    layout.lock,
    layout.freeLock,
    layout.fences,
    layout.claims,
    layout.lastFence,
  ]);
  const ignore = (path: string): boolean =>
    path !== layout.engine &&
    (noise.has(path) || path.endsWith('.log') || path.endsWith('.beat') || isTemporary(path));
  return [{ path: layout.engine, depth: 1, ignore }];
}

function isTemporary(path: string): boolean {
  return basename(path).startsWith('.');
}
