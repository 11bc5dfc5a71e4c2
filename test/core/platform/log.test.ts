import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createLogger,
  descriptorSink,
  fileSink,
  formatRecord,
  type LogRecord,
  streamSink,
} from '#core/platform/log.ts';

const at = new Date('2026-01-31T12:00:00.000Z');

describe('the log', () => {
  it('passes on what its level lets through', () => {
    const records: LogRecord[] = [];
    const log = createLogger('warn', [(record) => records.push(record)], () => at);
    log.error('e');
    log.warn('w', { trial: '7' });
    log.info('i');
    log.debug('d');
    expect(records).toEqual([
      { at, level: 'error', message: 'e', details: {} },
      { at, level: 'warn', message: 'w', details: { trial: '7' } },
    ]);
  });

  it('writes one record a line, with what belongs to it', () => {
    expect(formatRecord({ at, level: 'info', message: 'began\nmore', details: { trial: '7' } })).toBe(
      '2026-01-31T12:00:00.000Z info  began\n  more {"trial":"7"}\n',
    );
    let text = '';
    createLogger('info', [streamSink({ write: (line) => (text += line) })], () => at).info('x');
    expect(text).toBe('2026-01-31T12:00:00.000Z info  x\n');
  });

  it('is in its file at once, and a file that cannot be written disturbs nobody', () => {
    const folder = mkdtempSync(join(tmpdir(), 'incumbent-log-'));
    const path = join(folder, 'workers', 'w1.log');
    const log = createLogger('debug', [fileSink(path), fileSink(join(path, 'below'))], () => at);
    log.debug('first');
    log.error('second');
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(3);
    rmSync(folder, { recursive: true });
  });

  it('goes to a file that is open, and disturbs nobody where that can not be written', () => {
    const folder = mkdtempSync(join(tmpdir(), 'incumbent-log-'));
    const path = join(folder, 'w1.log');
    const [open, unwritable] = [openSync(path, 'a'), openSync(folder, 'r')];
    const log = createLogger('info', [descriptorSink(unwritable), descriptorSink(open)], () => at);
    log.info('x', { trial: '7' });
    log.info('y');
    expect(readFileSync(path, 'utf8')).toBe(
      '2026-01-31T12:00:00.000Z info  x {"trial":"7"}\n2026-01-31T12:00:00.000Z info  y\n',
    );
    for (const descriptor of [open, unwritable]) {
      closeSync(descriptor);
    }
    rmSync(folder, { recursive: true });
  });
});
