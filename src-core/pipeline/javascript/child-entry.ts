import { appendFileSync, writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Config } from '#core/contract/value.ts';
import { CHILD_DESCRIPTORS, onLines } from '#core/pipeline/child/child-lines.ts';
import { plainJson } from '#core/pipeline/child/plain-json.ts';
import { InvalidResult, readResult } from '#core/pipeline/read-result.ts';
import {
  describeThrown,
  loadFunction,
  type PipelineContext,
  type PipelineFunction,
  RETURNED_VALUE,
} from './load-function.ts';

// The JavaScript side of a worker: imports the user's function once and calls it for each evaluation. It loads little
// (no schema library), since a worker waits for it before its first evaluation.

type Start = {
  readonly kind: 'start';
  readonly marker: string;
  readonly marks: boolean;
  readonly file: string;
  readonly export: string;
};
type Call = {
  readonly kind: 'call';
  readonly id: number;
  readonly config: Config;
  readonly context: {
    readonly pipeline_directory: string;
    readonly previous_pipeline_directory: string | null;
    readonly root_directory: string;
    readonly pipeline_id: string;
    readonly attempt: number;
  };
};

// Taken before the user's code may replace them.
const [stdout, stderr] = [process.stdout, process.stderr];
const writeOut = stdout.write.bind(stdout);
const writeErr = stderr.write.bind(stderr);

/** Whoever watches reads it while the function runs; any pipeline may write it by itself. */
const CURVE_FILE = 'learning_curve.jsonl';

const NOT_FINITE = ['NaN', 'Infinity', '-Infinity'];

let marker = '';
let marks = false;
let run: PipelineFunction | null = null;
/** The call in progress, for errors that nobody catches. */
let current: number | null = null;

function answer(message: object): void {
  let bytes: Buffer = Buffer.from(`\n${withBareWords(JSON.stringify(message))}\n`);
  while (bytes.length > 0) {
    bytes = bytes.subarray(writeSync(CHILD_DESCRIPTORS.fromChild, bytes));
  }
}

/** The non-finite numbers of `extra` as bare words, as Python writes them: the worker reads them as floats. */
function withBareWords(json: string): string {
  const marked = JSON.stringify(marker).slice(0, -1);
  return marker === '' || !json.includes(marked)
    ? json
    : NOT_FINITE.reduce((text, word) => text.replaceAll(`${marked}${word}"`, word), json);
}

async function start(message: Start): Promise<void> {
  marker = message.marker;
  marks = message.marks;
  const loaded = await loadFunction(message.file, message.export);
  if ('call' in loaded) {
    run = loaded.call;
    answer({ kind: 'ready' });
  } else {
    answer({ kind: 'start-error', ...loaded });
  }
}

async function call(message: Call, evaluate: PipelineFunction): Promise<void> {
  current = message.id;
  let outcome: object;
  try {
    outcome = resultOf(await evaluate(message.config, contextOf(message)));
  } catch (thrown) {
    outcome = errorOf(thrown);
  }
  await written();
  if (current === message.id) {
    finish(message.id, outcome);
  }
}

/** What is printed faster than the worker reads it waits in this process for a while. */
async function written(): Promise<void> {
  if (stdout.writableLength > 0) {
    await new Promise<void>((resolve) => writeOut('', () => resolve()));
  }
  if (stderr.writableLength > 0) {
    await new Promise<void>((resolve) => writeErr('', () => resolve()));
  }
}

function finish(id: number, outcome: object): void {
  current = null;
  if (marks) {
    writeOut(marker);
    writeErr(marker);
  }
  answer({ id, ...outcome });
}

function contextOf({ context }: Call): PipelineContext {
  return {
    pipelineDirectory: context.pipeline_directory,
    previousPipelineDirectory: context.previous_pipeline_directory,
    rootDirectory: context.root_directory,
    pipelineId: context.pipeline_id,
    attempt: context.attempt,
    report: (loss) => report(context.pipeline_directory, loss),
  };
}

function report(directory: string, loss: unknown): void {
  if (typeof loss !== 'number') {
    throw new TypeError(`report() takes a number, the loss so far; found ${typeof loss}.`);
  }
  appendFileSync(join(directory, CURVE_FILE), `${loss}\n`);
}

function resultOf(value: unknown): object {
  const { loss, cost, learningCurve, extra } = readResult(value, RETURNED_VALUE);
  const encoded = (number: number) => (Number.isFinite(number) ? number : String(number));
  const note = (text: string) => writeErr(`[incumbent] ${text}\n`);
  return {
    kind: 'result',
    loss: encoded(loss),
    cost,
    learning_curve: learningCurve?.map(encoded) ?? null,
    extra: plainJson(extra, 'extra', { note, notFinite: (number) => `${marker}${number}` }),
  };
}

function errorOf(thrown: unknown): object {
  if (thrown instanceof InvalidResult) {
    const error = { type: thrown.name, message: thrown.message, traceback: '' };
    return { kind: 'error', error, cost: thrown.cost };
  }
  return { kind: 'error', error: describeThrown(thrown), cost: null };
}

/** An error in a callback or a forgotten promise: of the evaluation in progress, whose process can't go on. */
function takeUncaught(thrown: unknown): void {
  if (current === null) {
    writeErr(`[incumbent] error outside of an evaluation: ${describeThrown(thrown).traceback}\n`);
    return;
  }
  finish(current, { ...errorOf(thrown), ends: true });
  process.exit(1);
}

process.on('uncaughtException', takeUncaught);
const fromWorker = new Socket({ fd: CHILD_DESCRIPTORS.toChild, readable: true, writable: false });
onLines(fromWorker, (line) => {
  const message = JSON.parse(line) as Start | Call;
  if (message.kind === 'start') {
    void start(message);
  } else if (run !== null) {
    void call(message, run);
  }
});
fromWorker.on('close', () => process.exit(0));
