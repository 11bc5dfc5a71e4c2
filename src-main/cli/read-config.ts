import { readFile, stat } from 'node:fs/promises';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';

/** The text of a YAML file. @throws IncumbentError `not-found` where it can't be read */
export async function readConfig(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    const isDirectory = (await stat(file).catch(() => null))?.isDirectory() === true;
    const found = isDirectory ? 'a directory' : messageOf(thrown);
    throw new IncumbentError('not-found', `A run is described by a YAML file; found ${found}: ${file}`, {
      file,
    });
  }
}
