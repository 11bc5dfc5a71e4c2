import { parentPort } from 'node:worker_threads';
import { analyse } from '#core/analysis/insight/analyse.ts';
import { joinTables, type TrialTable } from '#core/analysis/trials/trial-table.ts';
import type { AnalysisQuestion } from '#core/contract/analysis/analysis.ts';
import type { FromThread, ToThread } from './thread-messages.ts';

/** Progress is told when so much more of the work is done. */
const STEP = 0.02;

const pieces: TrialTable[] = [];

function send(message: FromThread): void {
  parentPort?.postMessage(message);
}

function answer(question: AnalysisQuestion): void {
  const [first, ...others] = pieces.splice(0);
  if (first === undefined) {
    throw new RangeError('A question comes after at least one piece of the trials');
  }
  let told = 0;
  const onProgress = (share: number) => {
    if (share >= told + STEP) {
      told = share;
      send({ kind: 'progress', share });
    }
  };
  send({ kind: 'result', ...analyse(joinTables([first, ...others]), question, onProgress) });
}

parentPort?.on('message', (message: ToThread) => {
  if (message.kind === 'trials') {
    pieces.push(message.table);
  } else {
    answer(message.question);
  }
});
