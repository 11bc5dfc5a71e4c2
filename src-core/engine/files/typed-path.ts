import { homedir } from 'node:os';
import { resolvePath } from '#core/launch/read/resolve-paths.ts';
import type { EngineOptions } from '../procedures/engine-types.ts';

/** A path as a person types it: `~` is the home directory, relative ones start in the working directory. */
export function typedPath(
  path: string,
  { workingDirectory }: Pick<EngineOptions, 'workingDirectory'>,
): string {
  return resolvePath(path.trim(), { folder: workingDirectory, home: homedir() });
}
