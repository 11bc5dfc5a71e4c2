import type { Started } from '#core/contract/api/api-parts.ts';
import type { EngineParts } from '../procedures/engine-parts.ts';
import type { Launched } from './launch-run.ts';

/** A launch as the screens hear of it; the run is on the list then, and watchers know of its workers. */
export async function startedOf(
  { home, watches }: EngineParts,
  launched: Launched,
  note: string | null,
): Promise<Started> {
  const { key } = await home.open(launched.root);
  await watches.look(launched.root);
  await home.look(launched.root);
  return {
    kind: 'started',
    key,
    root: launched.root,
    workers: launched.workers.map(({ id }) => id),
    note: [submittedNote(launched), note].filter((part) => part !== null).join(' ') || null,
    trash: launched.trash,
  };
}

function submittedNote({ submission }: Launched): string | null {
  if (submission === null) {
    return null;
  }
  const { tasks, job } = submission;
  return `${tasks === 1 ? 'One worker' : `${tasks} workers`} submitted to Slurm as job ${job}.`;
}

/** What a person should know of a launch, in one sentence or two; null where it went as it always does. */
export function startedNote(launched: Launched): string | null {
  const { how, failures, interpreter, root, pipelineChange } = launched;
  const parts = [
    how === 'joined' ? `Joined the run in progress in ${root}.` : null,
    how === 'continued' ? `Continues the run in ${root}.` : null,
    pipelineChange,
    interpreter === null
      ? null
      : `Python ${interpreter.version}: ${interpreter.path} (${interpreter.source}).`,
    failures.length === 0
      ? null
      : `${failures.length} workers could not be started: ${failures[0]?.message ?? ''}.`,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}
