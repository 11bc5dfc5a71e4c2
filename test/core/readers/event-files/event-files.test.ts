import { appendFileSync, cpSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readScalars } from '#core/readers/event-files/read-scalars.ts';
import { crc32c, frameRecord, maskedCrc32c, readFrames } from '#core/readers/event-files/record-frames.ts';
import { scalarRecord } from '#core/report/tensorboard/event-records.ts';
import { temporaryFolder } from '#test/core/state/run-fixture.ts';

/** Event files that PyTorch's and TensorFlow-like writers made; `make-events.py` beside them made them. */
const FIXTURES = fileURLToPath(new URL('../../../fixtures/events/', import.meta.url));

const text = (characters: string) => new TextEncoder().encode(characters);

describe('CRC-32C', () => {
  it.each([
    ['of the check text of the catalogue of CRCs', text('123456789'), 0xe3069283],
    ['of 32 zeros, RFC 3720 B.4', new Uint8Array(32), 0x8a9136aa],
    ['of 32 ones, RFC 3720 B.4', new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ['of 0 to 31, RFC 3720 B.4', Uint8Array.from({ length: 32 }, (_, index) => index), 0x46dd794e],
    ['of nothing', new Uint8Array(), 0],
  ])('%s', (_of, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
  });

  it('is rotated and shifted where it is stored', () => {
    expect(maskedCrc32c(new Uint8Array())).toBe(0xa282ead8);
  });
});

describe('records in a file', () => {
  const whole = Buffer.concat([frameRecord(text('one')), frameRecord(text('')), frameRecord(text('three'))]);

  it('are read as they were written', () => {
    const { records, end, broken } = readFrames(whole);
    expect(records.map((record) => Buffer.from(record).toString())).toEqual(['one', '', 'three']);
    expect([end, broken]).toEqual([whole.length, false]);
  });

  it('are not there yet while their last byte is missing, wherever the file ends', () => {
    const ends = [19, 35, 56];
    for (let size = 0; size <= whole.length; size += 1) {
      const { records, broken } = readFrames(whole.subarray(0, size));
      expect([records.length, broken]).toEqual([ends.filter((end) => end <= size).length, false]);
    }
  });

  it('end where a byte is another than it was written', () => {
    for (const at of [20, 30]) {
      const damaged = Buffer.from(whole);
      damaged[at] = (damaged[at] ?? 0) ^ 1;
      const { records, broken } = readFrames(damaged);
      expect(records.map((record) => Buffer.from(record).toString())).toEqual(['one']);
      expect(broken).toBe(true);
    }
  });
});

describe('the scalars of a folder', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  beforeEach(() => {
    folder = temporaryFolder();
    cpSync(FIXTURES, folder.path, { recursive: true });
  });
  afterEach(() => folder.remove());

  it('are those of all its files and folders, whichever way they were written', async () => {
    expect(await readScalars(folder.path)).toEqual({
      series: [
        {
          name: 'loss',
          points: [
            [1, 0.5],
            [2, 0.25],
            [3, 0.125],
          ],
        },
        {
          name: 'train/accuracy',
          points: [
            [10, 0.75],
            [20, 1],
          ],
        },
        { name: 'train/exact', points: [[0, 0.1]] },
      ],
      left_out: null,
    });
  });

  it('are those that the logger of the Python library wrote with PyTorch', async () => {
    const { series } = await readScalars(`${FIXTURES}../events-library`);
    expect(series).toEqual([
      { name: 'tbevents/loss', points: [[0, 1.1252840757369995]] },
      { name: 'tbevents/lr_decay', points: [[0, 0.002259201370179653]] },
    ]);
  });

  it('are there as soon as they are written, and no sooner', async () => {
    const file = join(folder.path, 'events.out.tfevents.2000000000.grows');
    const record = scalarRecord('new', 2, { step: 7, wallTime: 0 });
    appendFileSync(file, record.subarray(0, 20));
    expect((await readScalars(folder.path)).series.map(({ name }) => name)).not.toContain('new');
    appendFileSync(file, record.subarray(20));
    expect((await readScalars(folder.path)).series).toContainEqual({ name: 'new', points: [[7, 2]] });
  });

  it('are the newest where a step was told twice', async () => {
    const again = scalarRecord('loss', 9, { step: 2, wallTime: 0 });
    writeFileSync(join(folder.path, 'events.out.tfevents.2000000000.again'), again);
    expect((await readScalars(folder.path)).series[0]?.points).toEqual([
      [1, 0.5],
      [2, 9],
      [3, 0.125],
    ]);
  });

  it('are those before the damage', async () => {
    const [file] = [join(folder.path, 'events.out.tfevents.1000000000.torch')];
    truncateSync(file, readFileSync(file).length - 3);
    expect((await readScalars(folder.path)).series[0]?.points).toEqual([
      [1, 0.5],
      [2, 0.25],
    ]);
  });

  it('are picked evenly where there are very many', async () => {
    const records = Array.from({ length: 50_000 }, (_, step) =>
      scalarRecord('many', step, { step, wallTime: 0 }),
    );
    writeFileSync(join(folder.path, 'tfevents.many'), Buffer.concat(records));
    const { series, left_out } = await readScalars(folder.path);
    expect(left_out).toBe('Left out: of 1 with more than 2000 steps all but evenly picked ones');
    const points = series.find(({ name }) => name === 'many')?.points ?? [];
    expect(points.length).toBeLessThanOrEqual(2001);
    expect([points[0], points.at(-1)]).toEqual([
      [0, 0],
      [49_999, 49_999],
    ]);
  });

  it('are none where there is no folder', async () => {
    expect(await readScalars(join(folder.path, 'missing'))).toEqual({ series: [], left_out: null });
  });
});
