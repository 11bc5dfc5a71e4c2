import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type Config, jsonNumberSchema } from '#core/contract/value.ts';

const fieldSchema = z.union([
  z.number(),
  z.string(),
  z.boolean(),
  z.array(z.union([z.number(), z.string(), z.boolean()])),
]);

/** The first line of an objective server: the space, and how much may be spent on it. */
const headSchema = z.object({
  objective: z.string(),
  /** The fields of each parameter as a run's YAML has them. */
  space: z.record(z.string(), z.record(z.string(), fieldSchema)),
  /** JSON does not tell `0.0` from `0`. */
  types: z.record(z.string(), z.enum(['float', 'int', 'categorical'])),
  fidelity: z.string().nullable(),
  /** How many evaluations an objective without fidelity allows. */
  evaluations: z.number().int().positive().optional(),
  /** How much cost an objective with a fidelity allows, in full evaluations. */
  budget: z.number().positive().optional(),
});
export type ObjectiveHead = z.infer<typeof headSchema>;

const bookedSchema = z.object({ charged: z.number(), spent: z.number() });
const successSchema = bookedSchema.extend({ loss: jsonNumberSchema });
const failureSchema = bookedSchema.extend({ kind: z.literal('failure'), error: z.string() });
const invalidSchema = z.object({ kind: z.literal('invalid'), error: z.string() });
const answerSchema = z.union([successSchema, failureSchema, invalidSchema]);

/** One evaluation: a loss, or why the objective failed there; with what it was charged and what is spent so far. */
export type Evaluation = z.infer<typeof successSchema> | z.infer<typeof failureSchema>;

export type ObjectiveServer = {
  readonly head: ObjectiveHead;
  /** @throws where the server calls the configuration invalid: the fault is ours then */
  evaluate(config: Config): Promise<Evaluation>;
  close(): Promise<void>;
};

/** Python writes NaN and infinities bare, which JSON does not know. */
function parseLine(line: string): unknown {
  return JSON.parse(line.replace(/(?<=[:\s])(NaN|-?Infinity)(?=[,}\]])/g, '"$1"'));
}

/** The next line of the server; a server that ends before it is an error. */
function lineReader(child: ChildProcess, command: string): () => Promise<string> {
  if (child.stdout === null) {
    throw new Error('The objective server has no output.');
  }
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  return async () => {
    const { value, done } = await lines.next();
    if (done === true) {
      throw new Error(`The objective server answers each line with a line; \`${command}\` ended instead.`);
    }
    return value;
  };
}

/** Starts `command` in a shell and reads its first line; `seed` is that of the objective's noise. */
export async function startObjectiveServer(command: string, seed: number): Promise<ObjectiveServer> {
  const child = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'] });
  const nextLine = lineReader(child, command);
  const head = headSchema.parse(parseLine(await nextLine()));
  return {
    head,
    evaluate: async (config) => {
      child.stdin?.write(`${JSON.stringify({ config, seed })}\n`);
      const answer = answerSchema.parse(parseLine(await nextLine()));
      if ('kind' in answer && answer.kind === 'invalid') {
        throw new Error(`${head.objective} refuses ${JSON.stringify(config)}: ${answer.error}`);
      }
      return answer;
    },
    close: async () => {
      const ended = child.exitCode === null ? once(child, 'exit') : Promise.resolve();
      child.stdin?.end();
      await ended;
    },
  };
}
