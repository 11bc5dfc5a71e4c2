import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readTypedJson } from '#core/config/values/read-typed-json.ts';
import { readTypedYaml } from '#core/config/values/read-typed-yaml.ts';
import type { TypedValue } from '#core/config/values/typed-value.ts';
import { messageOf } from '#core/contract/errors.ts';
import { InvalidResult } from '#core/pipeline/read-result.ts';

/** In this order; `result.yaml` is also the name under which the run itself records the trial later. */
const NAMES = ['result.json', 'result.yaml', 'result.yml'];

/** What the files looked like before the command started; null for one that was not there. */
export type ResultFilesBefore = ReadonlyMap<string, string | null>;

/**
 * A result file counts only where the command wrote it: an earlier attempt's, or the record that the run keeps under
 * the same name, is told by being there already, unchanged.
 */
export async function resultFilesBefore(directory: string): Promise<ResultFilesBefore> {
  const entries = NAMES.map(async (name) => [name, await fingerprint(join(directory, name))] as const);
  return new Map(await Promise.all(entries));
}

/**
 * The value in the first result file that was written since; `{found: false}` without one.
 *
 * @throws InvalidResult where it cannot be read
 */
export async function writtenResult(
  directory: string,
  before: ResultFilesBefore,
): Promise<{ readonly found: true; readonly value: TypedValue } | { readonly found: false }> {
  for (const name of NAMES) {
    const file = join(directory, name);
    const now = await fingerprint(file);
    if (now !== null && now !== before.get(name)) {
      return { found: true, value: await readValue(file) };
    }
  }
  return { found: false };
}

async function fingerprint(file: string): Promise<string | null> {
  try {
    const { ino, size, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
    return [ino, size, mtimeNs, ctimeNs].join(':');
  } catch {
    return null;
  }
}

async function readValue(file: string): Promise<TypedValue> {
  try {
    const text = await readFile(file, 'utf8');
    return file.endsWith('.json') ? readTypedJson(text) : yamlValue(text);
  } catch (thrown) {
    throw new InvalidResult(
      `The command's result must be readable, but ${file} is not: ${messageOf(thrown)}`,
    );
  }
}

function yamlValue(text: string): TypedValue {
  const read = readTypedYaml(text);
  if (read.kind === 'unreadable') {
    throw new Error(read.because);
  }
  return read.value;
}
