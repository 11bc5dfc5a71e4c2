import type { Started } from '#core/contract/api.ts';
import type { EngineParts } from './engine-parts.ts';
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
    note,
    trash: launched.trash,
  };
}

function counted(tasks: number): string {
  return tasks === 1 ? 'One worker' : `${tasks} workers`;
}

/** What a person should know of a launch, in one sentence or two; null where it went as it always does. */
export function startedNote(launched: Launched): string | null {
  const { how, failures, interpreter, root, pipelineChange, submission } = launched;
  const parts = [
    how === 'joined' ? `Joined the run in progress in ${root}.` : null,
    how === 'continued' ? `Continues the run in ${root}.` : null,
    submission === null ? null : `${counted(submission.tasks)} submitted to Slurm as job ${submission.job}.`,
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
