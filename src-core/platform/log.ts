import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemClock } from './clock.ts';

/** From the loudest to the quietest; a logger of one level passes on those before it too. */
export const LOG_LEVELS = ['error', 'warn', 'info', 'debug'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** Plain values that belong to a message: a trial, a path, a count. */
type LogDetails = Readonly<Record<string, unknown>>;

export type LogRecord = {
  readonly at: Date;
  readonly level: LogLevel;
  readonly message: string;
  readonly details: LogDetails;
};

/** Where records go. A sink never throws: a log that can't be written must not end an evaluation. */
export type LogSink = (record: LogRecord) => void;

export type Logger = {
  readonly [Level in LogLevel]: (message: string, details?: LogDetails) => void;
};

/** A logger that hands records up to `level` to every sink, at once and in order. */
export function createLogger(level: LogLevel, sinks: readonly LogSink[], now = systemClock.now): Logger {
  const rank = LOG_LEVELS.indexOf(level);
  const at =
    (own: LogLevel) =>
    (message: string, details: LogDetails = {}) => {
      if (LOG_LEVELS.indexOf(own) <= rank) {
        const record = { at: now(), level: own, message, details };
        for (const sink of sinks) {
          sink(record);
        }
      }
    };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

/** One record as one line: time, level, message, then the details as JSON where there are any. */
export function formatRecord(record: LogRecord): string {
  const details = Object.keys(record.details).length === 0 ? '' : ` ${JSON.stringify(record.details)}`;
  const message = record.message.replaceAll('\n', '\n  ');
  return `${record.at.toISOString()} ${record.level.padEnd(5)} ${message}${details}\n`;
}

/**
 * Appends lines to a file, creating its folder. Synchronous, so that the last lines before a SIGKILL are there.
 * A disk that is full loses lines and nothing else.
 */
export function fileSink(path: string): LogSink {
  let ready = false;
  return (record) => {
    try {
      if (!ready) {
        mkdirSync(dirname(path), { recursive: true });
        ready = true;
      }
      appendFileSync(path, formatRecord(record));
    } catch {
      ready = false;
    }
  };
}

/**
 * Writes lines to a file that this process has open, such as its standard error; quicker than the stream of it. What
 * can't be written is lost.
 */
export function descriptorSink(descriptor: number): LogSink {
  return (record) => {
    try {
      writeFileSync(descriptor, formatRecord(record));
    } catch {
      // The evaluation counts.
    }
  };
}

/** Writes lines to a stream such as `process.stderr`. */
export function streamSink(stream: { write(text: string): unknown }): LogSink {
  return (record) => {
    stream.write(formatRecord(record));
  };
}

export const silentLogger: Logger = createLogger('error', []);
