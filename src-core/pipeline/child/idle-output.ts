import type { PipelineLog } from '../pipeline.ts';

const MAX_LOGGED_CHARACTERS = 200_000;
const LAST_CHARACTERS = 4_000;

/**
 * What a child prints while no evaluation is in progress, such as during the import: it goes to the worker's log, up
 * to a limit, since a background thread may print for ever.
 */
export class IdleOutput {
  /** The end of it, for the message of a failed start. */
  last = '';
  readonly #log: PipelineLog;
  #left = MAX_LOGGED_CHARACTERS;

  constructor(log: PipelineLog) {
    this.#log = log;
  }

  write(bytes: Buffer): void {
    const text = bytes.toString('utf8');
    this.last = (this.last + text).slice(-LAST_CHARACTERS);
    const logged = text.slice(0, this.#left).trimEnd();
    this.#left -= Math.min(text.length, this.#left);
    if (logged !== '') {
      this.#log.info(`The pipeline printed outside of an evaluation:\n${logged}`);
    }
  }
}
