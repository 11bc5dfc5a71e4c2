import type { OpenedRun, ReaderContext } from '#core/readers/reader.ts';
import { READERS } from '#core/readers/registry.ts';

/** Opens a run of any layout, does something with it, and closes it. @throws IncumbentError `root-not-a-run` */
export async function withRun<T>(
  root: string,
  context: ReaderContext,
  act: (run: OpenedRun) => T | Promise<T>,
): Promise<T> {
  const run = await READERS.open(root, context);
  try {
    return await act(run);
  } finally {
    run.close();
  }
}
