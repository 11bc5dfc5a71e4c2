import { refusalToContinue } from '#core/launch/root/root-refusals.ts';
import { READERS } from '#core/readers/registry.ts';
import { realRoot } from '#core/readers/run-key.ts';
import { inspectRoot } from '#core/state/root/inspect-root.ts';

/** The real directory of a run of ours. @throws IncumbentError for anything else */
export async function requireOwnRun(path: string): Promise<string> {
  const root = await realRoot(path);
  const found = await inspectRoot(root);
  if (found.kind !== 'run' && found.kind !== 'broken-run' && found.kind !== 'foreign-run') {
    await READERS.require(root);
  }
  const refusal = refusalToContinue(root, found);
  if (refusal !== null) {
    throw refusal;
  }
  return root;
}
