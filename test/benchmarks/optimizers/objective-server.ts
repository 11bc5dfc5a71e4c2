import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { type Config, jsonNumberSchema } from '#core/contract/value.ts';
import { Explained, Refusal } from './refusal.ts';

const fieldSchema = z.union([
  z.number(),
  z.string(),
  z.boolean(),
  z.null(),
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
  evaluations: z.number().int().positive().nullish(),
  /** How much cost an objective with a fidelity allows, in full evaluations. */
  budget: z.number().positive().nullish(),
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

/** How long a server may take to end once its input has ended. */
const END_WITHIN = 5000;

/** Python writes NaN and infinities bare, which JSON does not know. */
function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return JSON.parse(
      line.replace(/"(?:\\.|[^"\\])*"|NaN|-?Infinity/g, (found) =>
        found.startsWith('"') ? found : `"${found}"`,
      ),
    );
  }
}

/** A line of the server as what it should be. */
function read<Schema extends z.ZodType>(schema: Schema, line: string, what: string): z.infer<Schema> {
  try {
    return schema.parse(parseLine(line));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message;
    throw new Explained(`Expected ${what} from the objective server; found \`${line}\`: ${reason}`);
  }
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
      throw new Explained(
        `The objective server answers each line with a line; \`${command}\` ended instead.`,
      );
    }
    return value;
  };
}

/** Lets the server end by itself, and ends it where it does not. */
async function close(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const ended = once(child, 'exit');
  child.stdin?.end();
  const timer = setTimeout(() => child.pid !== undefined && process.kill(-child.pid), END_WITHIN);
  await ended;
  clearTimeout(timer);
}

/** Starts `command` in a shell and reads its first line; `seed` is that of the objective's noise. */
export async function startObjectiveServer(command: string, seed: number): Promise<ObjectiveServer> {
  // A group of its own, so that the shell and what it started can be ended together.
  const child = spawn(command, { shell: true, detached: true, stdio: ['pipe', 'pipe', 'inherit'] });
  // What can't be written to a server that has ended shows as a line that does not come.
  child.stdin?.on('error', () => undefined);
  const nextLine = lineReader(child, command);
  try {
    const head = read(headSchema, await nextLine(), 'a first line with space, types, fidelity and budget');
    return {
      head,
      evaluate: async (config) => {
        child.stdin?.write(`${JSON.stringify({ config, seed })}\n`);
        const answer = read(answerSchema, await nextLine(), 'a loss or an error with its kind');
        if ('kind' in answer && answer.kind === 'invalid') {
          throw new Explained(`${head.objective} refuses ${JSON.stringify(config)}: ${answer.error}`);
        }
        return answer;
      },
      close: () => close(child),
    };
  } catch (error) {
    await close(child);
    throw new Refusal((error as Error).message);
  }
}
