import { type SearchTask, search } from './search.ts';
import type { ProcessAnswer } from './search-pool.ts';

/** Runs the searches that its parent sends, one at a time, until the parent leaves. */
process.on('message', (task: SearchTask) => {
  search(task).then(
    (result) => answer({ result }),
    (error: unknown) =>
      answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});

function answer(message: ProcessAnswer): void {
  process.send?.(message);
}
