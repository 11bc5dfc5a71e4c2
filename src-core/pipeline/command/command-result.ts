import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { splitFloats } from '#core/config/values/float-runs.ts';
import { readTypedJson } from '#core/config/values/read-typed-json.ts';
import { readTypedYaml } from '#core/config/values/read-typed-yaml.ts';
import { floatOf, plainValue, type TypedValue } from '#core/config/values/typed-value.ts';
import { messageOf } from '#core/contract/errors.ts';
import { plainJson } from '#core/pipeline/child/plain-json.ts';
import type { EvaluationOutcome } from '#core/pipeline/pipeline.ts';
import { InvalidResult, type ResultSource, readResult } from '#core/pipeline/read-result.ts';

type Reported = {
  readonly directory: string;
  readonly before: ResultFilesBefore;
  readonly stdout: string;
  readonly note: (text: string) => void;
};

/**
 * The result of a command that ended well: a result file that it wrote, otherwise the last JSON line on stdout.
 *
 * @throws InvalidResult where there is none, or it is no result
 */
export async function commandResult(reported: Reported): Promise<EvaluationOutcome> {
  try {
    return await resultIn(reported);
  } catch (thrown) {
    // What takes a result apart calls itself for each level of it.
    throw thrown instanceof RangeError
      ? new InvalidResult(
          `${REPORTED_VALUE.expected} one that is nested thousands of levels deep. ${REPORTED_VALUE.advice(null)}`,
        )
      : thrown;
  }
}

async function resultIn(reported: Reported): Promise<EvaluationOutcome> {
  const written = await writtenResult(reported.directory, reported.before);
  const result = written.found ? written : lastResultLine(reported.stdout);
  if (!result.found) {
    throw new InvalidResult(
      `${REPORTED_VALUE.expected} none: no JSON line on stdout, no result.json or result.yaml in ` +
        `${reported.directory}. ${REPORTED_VALUE.advice(null)}`,
    );
  }
  const read = readResult(result.value, REPORTED_VALUE);
  return { kind: 'result', ...read, ...extraOf(read.extra as TypedValue, reported.note) };
}

type Extra = Pick<Extract<EvaluationOutcome, { kind: 'result' }>, 'extra' | 'extraFloats'>;

/** Where a part had to become a text, the kinds of the numbers around it are no longer told. */
function extraOf(value: TypedValue, note: (text: string) => void): Extra {
  let isChanged = false;
  const noted = (text: string) => {
    isChanged = true;
    note(text);
  };
  const extra = plainJson(plainValue(value), 'extra', { note: noted, notFinite: String });
  return { extra, extraFloats: isChanged ? null : splitFloats(value).floats };
}

/** In this order; `result.yaml` is also the name under which the run itself records the trial later. */
const NAMES = ['result.json', 'result.yaml', 'result.yml'];

/** What the files looked like before the command started; null for one that was not there. */
type ResultFilesBefore = ReadonlyMap<string, string | null>;

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
async function writtenResult(
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

const NOT_FINITE = /^([-+]?)(nan|inf|infinity)$/i;

/** How results of commands are read: JSON cannot carry NaN and infinities, so they may also come as words. */
const REPORTED_VALUE: ResultSource = {
  expected: 'The command must report a number or an object with `loss`, but it reported',
  describe: (value) => JSON.stringify(plainValue(value as TypedValue))?.slice(0, 100) ?? 'nothing',
  asNumber: (value) =>
    typeof value === 'number' ? value : (floatOf(value as TypedValue) ?? numberOfWord(value)),
  advice: () =>
    'Print one line such as {"loss": 0.25} last, or write result.json into the pipeline directory.',
};

/** The number that `nan`, `inf`, `-Infinity` and their like name, null for anything else. */
function numberOfWord(value: unknown): number | null {
  const [, sign, word] = typeof value === 'string' ? (NOT_FINITE.exec(value.trim()) ?? []) : [];
  if (word === undefined) {
    return null;
  }
  if (word.toLowerCase() === 'nan') {
    return Number.NaN;
  }
  return sign === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
}

/**
 * The last line that is a JSON number or object; progress and other words around it do no harm. `{found: false}`
 * without one.
 */
function lastResultLine(
  output: string,
): { readonly found: true; readonly value: TypedValue } | { readonly found: false } {
  const lines = output.split(/\r\n|\n|\r/);
  for (const line of lines.reverse()) {
    const value = resultOfLine(line.trim());
    if (value !== undefined) {
      return { found: true, value };
    }
  }
  return { found: false };
}

function resultOfLine(line: string): TypedValue | undefined {
  const word = numberOfWord(line);
  if (word !== null) {
    return word;
  }
  if (!/^[-{\d]/.test(line)) {
    return undefined;
  }
  try {
    const value = readTypedJson(line);
    return typeof value === 'number' || (typeof value === 'object' && value !== null) ? value : undefined;
  } catch {
    return undefined;
  }
}
