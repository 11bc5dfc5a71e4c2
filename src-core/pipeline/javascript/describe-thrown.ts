import { fileURLToPath } from 'node:url';
import { inspect } from 'node:util';
import type { TrialError } from '#core/contract/run/trial.ts';

const MAX_MESSAGE = 10_000;
const MAX_TRACEBACK = 100_000;
/** Where our own code lies: its frames are left out of the user's stacks. */
const OWN_FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** Whatever was thrown as type, message and stack, without our own frames and those of Node. */
export function describeThrown(thrown: unknown): TrialError {
  if (!(thrown instanceof Error)) {
    const message = typeof thrown === 'string' ? thrown : inspect(thrown);
    return { type: typeof thrown, message: message.slice(0, MAX_MESSAGE), traceback: '' };
  }
  // Keeps the causes and the fields of the error, which `stack` alone does not.
  const lines = inspect(thrown, { depth: 3 }).split('\n');
  const traceback = lines.filter((line) => !isForeignFrame(line)).join('\n');
  return {
    type: typeOf(thrown),
    message: String(thrown.message).slice(0, MAX_MESSAGE),
    traceback: traceback.slice(0, MAX_TRACEBACK),
  };
}

/** A class that extends Error without setting `name` is told by its class. */
function typeOf(error: Error): string {
  return error.name === 'Error' ? error.constructor.name || 'Error' : String(error.name);
}

function isForeignFrame(line: string): boolean {
  return /^\s+at /.test(line) && (line.includes(OWN_FOLDER) || /[ (]node:/.test(line));
}
