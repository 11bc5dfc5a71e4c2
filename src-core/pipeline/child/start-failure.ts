import { IncumbentError, messageOf } from '#core/contract/errors.ts';
import type { TrialError } from '#core/contract/run/trial.ts';
import { exitInWords, type ProcessExit } from '../processes/process-exit.ts';
import type { ChildMessage } from './child-protocol.ts';

type StartError = Extract<ChildMessage, { readonly kind: 'start-error' }>;

/** Why a child did not become ready; `output` is what it printed last. */
export function startFailure(
  answer: StartError | ProcessExit | 'interrupted',
  output: string,
): IncumbentError {
  if (answer === 'interrupted') {
    return new IncumbentError('process-failed', 'The start of the pipeline was interrupted');
  }
  if ('kind' in answer) {
    const { type, message, traceback } = answer.error;
    return new IncumbentError(answer.code, message, { type, traceback, output });
  }
  const message = `The pipeline's process must import the function, but it ${exitInWords(answer)}`;
  return new IncumbentError('process-failed', message, { ...answer, output });
}

/** A failed restart as the error of the evaluation that needed it. */
export function startFailureOfTrial(thrown: unknown): TrialError {
  const details = thrown instanceof IncumbentError ? thrown.details : {};
  const text = (value: unknown, otherwise: string) => (typeof value === 'string' ? value : otherwise);
  return {
    type: text(details.type, 'Exit'),
    message: messageOf(thrown),
    traceback: text(details.traceback, text(details.output, '')),
  };
}
