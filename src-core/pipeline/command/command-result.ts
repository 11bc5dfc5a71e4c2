import { splitFloats } from '#core/config/values/float-runs.ts';
import { plainValue, type TypedValue } from '#core/config/values/typed-value.ts';
import { plainJson } from '#core/pipeline/child/plain-json.ts';
import type { EvaluationOutcome } from '#core/pipeline/pipeline.ts';
import { InvalidResult, readResult } from '#core/pipeline/read-result.ts';
import { type ResultFilesBefore, writtenResult } from './result-files.ts';
import { lastResultLine, REPORTED_VALUE } from './result-line.ts';

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
