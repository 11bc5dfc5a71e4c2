// The thread that reads foreign runs: it may wait for a disk, and nobody waits with it.
import { parentPort } from 'node:worker_threads';
import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import { openSource } from './open-source.ts';
import type { ForeignSource, SourceChunk, SourceRequest } from './source.ts';
import type { FromThread, ToThread } from './thread-messages.ts';

type Reading = {
  readonly request: SourceRequest;
  source: ForeignSource | null;
  look: Generator<SourceChunk, void, void> | null;
};

const readings = new Map<number, Reading>();

function answer(message: FromThread): void {
  parentPort?.postMessage(message);
}

function serve(message: ToThread): void {
  const { run } = message;
  if (message.kind === 'open') {
    readings.set(run, { request: message.source, source: null, look: null });
    return;
  }
  const reading = readings.get(run);
  if (reading === undefined) {
    return;
  }
  switch (message.kind) {
    case 'look':
      reading.source ??= openSource(reading.request);
      reading.look = reading.source.look();
      return;
    case 'pull':
      pull(run, reading);
      return;
    case 'close':
      reading.source?.close();
      readings.delete(run);
  }
}

function pull(run: number, reading: Reading): void {
  const next = reading.look?.next();
  if (next === undefined) {
    return;
  }
  if (next.done === true) {
    reading.look = null;
    answer({ kind: 'end', run });
    return;
  }
  const { records, deleted, facts } = next.value;
  answer({ kind: 'chunk', run, records: `[${records.join(',')}]`, deleted, facts });
}

parentPort?.on('message', (message: ToThread) => {
  try {
    serve(message);
  } catch (thrown) {
    const reading = readings.get(message.run);
    if (reading !== undefined) {
      reading.look = null;
    }
    const error = thrown instanceof IncumbentError ? thrown : new IncumbentError('io', messageOf(thrown));
    answer({ kind: 'refused', run: message.run, error: error.toData() });
  }
});
