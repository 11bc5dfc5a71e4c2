import type { SearchTask } from './search.ts';
import { searchSafely } from './search-pool.ts';

/** Runs the searches that its parent sends, one at a time, until the parent leaves. */
process.on('message', (task: SearchTask) => {
  searchSafely(task).then((end) => process.send?.(end));
});
