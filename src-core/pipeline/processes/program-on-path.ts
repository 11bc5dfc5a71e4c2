import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

const WINDOWS = process.platform === 'win32';

/** The first of the paths that is a file which may be executed, null without one. */
export async function firstProgram(paths: readonly string[]): Promise<string | null> {
  for (const path of paths) {
    if (await isProgram(path)) {
      return path;
    }
  }
  return null;
}

/** The absolute path of a command as the shell would find it, null where PATH does not have it. */
export function programOnPath(
  command: string,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string | null> {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  const endings = WINDOWS ? ['', ...(env.PATHEXT ?? '.EXE;.CMD;.BAT').split(';')] : [''];
  return firstProgram(folders.flatMap((folder) => endings.map((ending) => join(folder, command + ending))));
}

async function isProgram(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    await access(path, constants.X_OK);
    return found.isFile();
  } catch {
    return false;
  }
}
