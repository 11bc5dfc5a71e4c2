import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { type ErrorData, IncumbentError } from '#core/contract/errors.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { GivenArguments } from '#core/optimizers/definition/optimizer-arguments.ts';
import type { OptimizerResolution } from '#core/optimizers/definition/resolve-definition.ts';
import type { OptimizerArguments } from '#core/optimizers/optimizer.ts';
import type { Origin } from '#core/optimizers/own/own-optimizer.ts';
import { onLines } from '#core/pipeline/child/child-lines.ts';
import { asNode, companionFile } from '#core/platform/own-program.ts';

const CHILD = companionFile('optimizer-child.js');
/** Of what the user's code printed, for the message where it ends without an answer. */
const LAST_OUTPUT = 2000;

export type ChildPorts = {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Called for each answer, as it comes. */
  readonly onAnswer: (answer: Exclude<ChildAnswer, { kind: 'refused' | 'end' }>) => void;
  /** What the user's code prints. */
  readonly onOutput?: (bytes: Buffer) => void;
  readonly signal?: AbortSignal;
};

/**
 * Has a process of its own import the user's optimizer and answer a request.
 *
 * @throws IncumbentError that of the child, or `process-failed` where it ends without one, or is aborted
 */
export async function askChild(request: ChildRequest, ports: ChildPorts): Promise<void> {
  const child = spawn(process.execPath, [CHILD], {
    cwd: dirname(request.origin.file),
    env: { ...ports.env, ...asNode() },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    ...(ports.signal === undefined ? {} : { signal: ports.signal, killSignal: 'SIGKILL' as const }),
  });
  let output = '';
  let last: ChildAnswer | null = null;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      output = (output + bytes.toString()).slice(-LAST_OUTPUT);
      ports.onOutput?.(bytes);
    });
  }
  onLines(child.stdio[ANSWER_DESCRIPTOR] as Readable, (line) => {
    const answer = JSON.parse(line) as ChildAnswer;
    last = last?.kind === 'refused' ? last : answer;
    if (answer.kind !== 'refused' && answer.kind !== 'end') {
      ports.onAnswer(answer);
    }
  });
  child.stdin.on('error', () => undefined);
  child.stdin.end(JSON.stringify(request));
  const ended = await new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  refuseUnlessEnded(last, { ended, output, file: request.origin.file });
}

type End = { readonly ended: string; readonly output: string; readonly file: string };

function refuseUnlessEnded(last: ChildAnswer | null, { ended, output, file }: End): void {
  if (last?.kind === 'refused') {
    const { code, message, details } = last.error;
    throw new IncumbentError(code, message, details);
  }
  if (last?.kind !== 'end') {
    throw new IncumbentError(
      'process-failed',
      `The process of the optimizer must answer, but it ended (${ended}): ${file}`,
      { file, output },
    );
  }
}

/** What a child that may import the user's optimizer is asked, as one JSON document on its stdin. */
export type ChildRequest =
  /** With all its arguments for a space, or why it can't be had. */
  | {
      readonly kind: 'resolve';
      readonly origin: Origin;
      readonly space: SearchSpace;
      readonly given: GivenArguments;
    }
  /** The conformance suite, each check as it ends. */
  | { readonly kind: 'examine'; readonly origin: Origin; readonly given: GivenArguments };

/** One line of its answer on {@link ANSWER_DESCRIPTOR}; `end` is the last one. */
export type ChildAnswer =
  | { readonly kind: 'resolved'; readonly resolution: OptimizerResolution }
  | {
      readonly kind: 'examining';
      readonly name: string;
      readonly arguments: OptimizerArguments;
      readonly refused: readonly { readonly space: string; readonly because: string }[];
      readonly checks: readonly string[];
    }
  | {
      readonly kind: 'checked';
      readonly title: string;
      readonly passed: boolean;
      readonly problems: readonly string[];
      readonly seconds: number;
    }
  | { readonly kind: 'refused'; readonly error: ErrorData }
  | { readonly kind: 'end' };

/** stdin, stdout and stderr come before it; what the user's code prints does not mix with answers. */
export const ANSWER_DESCRIPTOR = 3;
