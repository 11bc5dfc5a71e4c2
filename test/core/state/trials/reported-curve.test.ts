import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { followReportedCurve, reportedCurve, reportedValue } from '#core/state/trials/reported-curve.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'incumbent-curve-'));
  file = join(folder, 'learning_curve.jsonl');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a line of a reported curve', () => {
  it.each([
    ['0.25', 0.25],
    [' 1e-3\r', 1e-3],
    ['-2', -2],
    ['nan', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['{"epoch": 3, "loss": 0.2}', 0.2],
    ['{"loss":NaN,"epoch":3}', Number.NaN],
  ])('%s is %d', (line, value) => {
    expect(reportedValue(line)).toBe(value);
  });

  it.each(['', 'epoch 3', '{"epoch": 3}', '"0.2"', '[0.2]', '0.2 0.3'])('%s is none', (line) => {
    expect(reportedValue(line)).toBeNull();
  });
});

describe('a curve that grows', () => {
  it('is nothing before the first value', async () => {
    const curve = followReportedCurve(file);
    await curve.read();
    expect(curve.values).toBeNull();
  });

  it('waits for the end of a line, and stays the same where nothing was added', async () => {
    const curve = followReportedCurve(file);
    writeFileSync(file, '0.5\n0.4\n0.3');
    await curve.read();
    const before = curve.values;
    expect(before).toEqual([0.5, 0.4]);
    await curve.read();
    expect(curve.values).toBe(before);
    appendFileSync(file, '5\nno number\n{"loss": 0.2}\n');
    await curve.read();
    expect(curve.values).toEqual([0.5, 0.4, 0.35, 0.2]);
  });

  it('comes past a line that is far too long to be a value', async () => {
    const curve = followReportedCurve(file);
    writeFileSync(file, `${'x'.repeat(2_500_000)}\n0.5\n`);
    for (let look = 0; look < 4; look += 1) {
      await curve.read();
    }
    expect(curve.values).toEqual([0.5]);
  });

  it('begins again where the file does', async () => {
    const curve = followReportedCurve(file);
    writeFileSync(file, '0.5\n0.4\n');
    await curve.read();
    writeFileSync(file, '0.9\n');
    await curve.read();
    expect(curve.values).toEqual([0.9]);
  });
});

describe('the curve of an evaluation that has ended', () => {
  it('has its last line too, with or without a line end', () => {
    writeFileSync(file, '0.5\n0.4');
    expect(reportedCurve(file)).toEqual([0.5, 0.4]);
  });

  it('is read in pieces: past a line that is no value, up to ten thousand values', () => {
    const long = `${'x'.repeat(2_500_000)}\n`;
    const many = Array.from({ length: 20_000 }, (_, index) => `${index}.${'5'.repeat(200)}`);
    writeFileSync(file, `0.25\n${long}${many.join('\n')}`);
    const curve = reportedCurve(file) ?? [];
    expect(curve).toHaveLength(10_000);
    expect([curve[0], curve[1], curve[9_999]?.toFixed(2)]).toEqual([0.25, Number(many[0]), '9998.56']);
  });

  it('is none where nothing was reported', () => {
    expect(reportedCurve(file)).toBeNull();
    writeFileSync(file, 'not a number\n');
    expect(reportedCurve(file)).toBeNull();
  });
});
