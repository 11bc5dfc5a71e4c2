import { InvalidArgumentError } from 'commander';
import type { WaitForWorkers } from '#core/engine/workers/wait-for-workers.ts';
import type { Terminal } from './terminal/terminal.ts';

/** A whole number of at least `least`, as a command line gives it. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() === '' || !Number.isSafeInteger(value) || value < least || value > most) {
      const above = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
      throw new InvalidArgumentError(`Expected a whole number ${above}.`);
    }
    return value;
  };
}

/** A finite number, as a command line gives it. */
export function anyNumber(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) {
    throw new InvalidArgumentError('Expected a number.');
  }
  return value;
}

/** Collects the values of an option that may be repeated. */
export function collected(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Collects `KEY=VALUE`s that are given one by one. */
export function assignments(text: string, before: readonly string[] = []): readonly string[] {
  if (!/^[^=\s][^=]*=/.test(text)) {
    throw new InvalidArgumentError('Expected KEY=VALUE.');
  }
  return [...before, text];
}

/** `KEY=VALUE`s as an environment; a later one wins. */
export function environmentOf(given: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
}

/** `--wait` with its progress. Ctrl-C ends the waiting, and what is known by then counts. */
export function untilInterrupted(terminal: Terminal): WaitForWorkers {
  const ended = new AbortController();
  process.once('SIGINT', () => ended.abort());
  let isTold = false;
  return {
    signal: ended.signal,
    onWaiting: (unknown, seconds) => {
      if (!isTold) {
        terminal.say(`Looks whether ${unknown.join(', ')} live, for as long as the lease; Ctrl-C ends that`);
        isTold = true;
      }
      terminal.live(`${unknown.length} unknown after ${Math.floor(seconds)} s`);
    },
  };
}
