import { mkdir, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { createPipelineHost } from './create-pipeline-host.ts';
import { type EvaluationOutcome, type PipelineHostOptions, withCost } from './pipeline.ts';

export type OneEvaluation = {
  readonly outcome: EvaluationOutcome;
  /** All that was printed and logged, within the log limit. */
  readonly log: string;
  /** Of the evaluation alone, without the import. */
  readonly seconds: number;
};

export type TestOnceOptions = PipelineHostOptions & {
  readonly config: Config;
  readonly space: SearchSpace;
  /** True under `max_cost_total`: a result without `cost` is then an error. */
  readonly costRequired: boolean;
  /** Ends the test at once; the outcome is then `interrupted`, or the start is refused. */
  readonly signal?: AbortSignal;
  /** Gets what is printed and logged while it happens. */
  readonly onLog?: (text: string) => void;
};

/**
 * Imports the function and evaluates one configuration without a run: in a temporary root that is removed afterwards.
 *
 * @throws IncumbentError as the start of a pipeline does
 */
export async function testOnce(options: TestOnceOptions): Promise<OneEvaluation> {
  options.signal?.throwIfAborted();
  const root = await mkdtemp(join(tmpdir(), 'incumbent-test-'));
  const host = withCost(createPipelineHost(options), () => options.costRequired);
  const stop = () => host.interrupt();
  options.signal?.addEventListener('abort', stop, { once: true });
  try {
    const directory = join(root, 'results', 'config_1');
    await mkdir(directory, { recursive: true });
    // An interruption while nothing is in progress does nothing: it is asked for right before each of the two.
    options.signal?.throwIfAborted();
    await host.start();
    options.signal?.throwIfAborted();
    const logFile = join(directory, 'log.txt');
    const followed = options.onLog === undefined ? null : followFile(logFile, options.onLog);
    const startedAt = performance.now();
    const outcome = await host.evaluate({
      trial: '1',
      config: options.config,
      space: options.space,
      pipelineDirectory: directory,
      previousPipelineDirectory: null,
      rootDirectory: root,
      attempt: 1,
      logFile,
    });
    const seconds = (performance.now() - startedAt) / 1000;
    await followed?.end();
    return { outcome, log: await readFile(logFile, 'utf8').catch(() => ''), seconds };
  } finally {
    options.signal?.removeEventListener('abort', stop);
    await host.close();
    // A process that the function left behind may still write into it: that must not take the place of the outcome.
    await rm(root, { recursive: true, force: true }).catch(() => {});
  }
}

/** How often a growing file is looked at: as live as people can see. */
const LOOK_MILLISECONDS = 150;

/** A file that is being followed; `end` gives what is left and resolves once all was given. */
type FollowedFile = { end(): Promise<void> };

/** Gives each piece that is appended to a text file, which may not be there yet, as whole characters. */
function followFile(file: string, onText: (text: string) => void): FollowedFile {
  const decoder = new TextDecoder();
  let offset = 0;
  let looking = Promise.resolve();
  const look = async () => {
    const piece = await readFrom(file, offset);
    offset += piece.length;
    const text = decoder.decode(piece, { stream: true });
    if (text !== '') {
      onText(text);
    }
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, LOOK_MILLISECONDS);
  return {
    end: async () => {
      clearInterval(timer);
      await looking.then(look);
    },
  };
}

async function readFrom(file: string, offset: number): Promise<Buffer> {
  const handle = await open(file, 'r').catch(() => null);
  if (handle === null) {
    return Buffer.alloc(0);
  }
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(0, size - offset)), {
      position: offset,
    });
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
