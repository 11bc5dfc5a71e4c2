import type { TrialError } from '#core/contract/run/trial.ts';

/** How a process ended; `problem` where it never began. */
export type ProcessExit = {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly problem: string | null;
};

/** `ended with exit code 3`, `was ended by the signal SIGSEGV`. */
export function exitInWords(exit: ProcessExit): string {
  if (exit.problem !== null) {
    return `could not be started (${exit.problem})`;
  }
  if (exit.signal === null) {
    return `ended with exit code ${exit.code}`;
  }
  const hint = exit.signal === 'SIGKILL' ? ', as the system does when memory runs out' : '';
  return `was ended by the signal ${exit.signal}${hint}`;
}

/** The error of an evaluation whose process ended under it; `output` is the end of what it printed. */
export function exitError(exit: ProcessExit, output: string): TrialError {
  const message = `The function must return a result, but its process ${exitInWords(exit)} during the evaluation`;
  return { type: 'Exit', message, traceback: output };
}

/** The error of an evaluation that was killed for its length. */
export function timeoutError(seconds: number, output: string): TrialError {
  const message = `An evaluation may take ${seconds} s (evaluation_timeout); this one took longer and was killed`;
  return { type: 'Timeout', message, traceback: output };
}
