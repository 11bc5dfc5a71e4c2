import { createLogger, type Logger } from '#core/platform/log.ts';

/** A logger that keeps its lines as `level: message`, for tests of what is logged. */
export function recordingLog(): { readonly log: Logger; readonly lines: string[] } {
  const lines: string[] = [];
  const log = createLogger('debug', [(record) => lines.push(`${record.level}: ${record.message}`)]);
  return { log, lines };
}
