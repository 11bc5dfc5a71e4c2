import { z } from 'zod';
import { configJson } from '#core/config/values/config-text.ts';
import { type FloatRuns, splitFloats } from '#core/config/values/float-runs.ts';
import { readTypedJson } from '#core/config/values/read-typed-json.ts';
import { plainValue, type TypedValue } from '#core/config/values/typed-value.ts';
import { trialErrorSchema } from '#core/contract/run/trial.ts';
import { jsonNumberSchema } from '#core/contract/value.ts';
import type { EvaluationCall } from '../pipeline.ts';

/** What a long-lived child (Python or JavaScript) says, one JSON object a line. */
const childMessageSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({
    kind: z.literal('start-error'),
    code: z.enum(['pipeline-file-missing', 'pipeline-function-missing', 'pipeline-import-failed']),
    error: trialErrorSchema,
  }),
  z.object({
    kind: z.literal('result'),
    id: z.number().int(),
    loss: jsonNumberSchema,
    cost: z.number().nullable(),
    learning_curve: z.array(jsonNumberSchema).nullable(),
    extra: z.unknown().default(null),
    /** Not said by the child: told from how it writes the numbers of `extra`. */
    extra_floats: z.custom<FloatRuns | null>().default(null),
  }),
  z.object({
    kind: z.literal('error'),
    id: z.number().int(),
    error: trialErrorSchema,
    cost: z.number().nullable(),
    /** True where the child cannot take another call after this. */
    ends: z.boolean().default(false),
  }),
]);
export type ChildMessage = z.infer<typeof childMessageSchema>;

/** Null for a line that is none of ours: the user's code can write to any descriptor. */
export function parseChildMessage(line: string): ChildMessage | null {
  try {
    const read = readTypedJson(line);
    const message = childMessageSchema.parse(plainValue(read));
    return message.kind === 'result' ? { ...message, ...extraOf(read) } : message;
  } catch {
    return null;
  }
}

/** `extra` with the kinds of its numbers, which a plain value has lost. */
function extraOf(
  message: TypedValue,
): Pick<Extract<ChildMessage, { kind: 'result' }>, 'extra' | 'extra_floats'> {
  const isMapping = typeof message === 'object' && message !== null && 'extra' in message;
  const { plain, floats } = splitFloats(isMapping ? (message.extra ?? null) : null);
  return { extra: plain, extra_floats: floats };
}

/** What to import, in the words that the child of that language knows. */
export type StartTarget = Readonly<Record<string, string>>;

/**
 * `marker` is what nobody else writes. Where `marks` is true the child writes it to stdout and stderr at the end of each
 * call: all before it belongs to the call.
 */
export function startLine(target: StartTarget, { marker, marks }: Marking): string {
  return `${JSON.stringify({ kind: 'start', marker, marks, ...target })}\n`;
}

type Marking = { readonly marker: string; readonly marks: boolean };

/** The configuration is written so that its floats carry a point; `context` names what a signature may ask for. */
export function callLine(id: number, call: EvaluationCall): string {
  const context = {
    pipeline_directory: call.pipelineDirectory,
    previous_pipeline_directory: call.previousPipelineDirectory,
    root_directory: call.rootDirectory,
    pipeline_id: call.trial,
    attempt: call.attempt,
  };
  const config = configJson(call.config, call.space);
  return `{"kind":"call","id":${id},"config":${config},"context":${JSON.stringify(context)}}\n`;
}
