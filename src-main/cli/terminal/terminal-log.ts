import { formatRecord, type LogSink } from '#core/platform/log.ts';
import type { Terminal } from './terminal.ts';

/** Log lines among what a command says: they hold names and messages of runs of others too. */
export function terminalSink(terminal: Pick<Terminal, 'say'>): LogSink {
  return (record) => terminal.say(formatRecord(record).trimEnd());
}
