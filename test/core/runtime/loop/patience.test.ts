import { describe, expect, it } from 'vitest';
import { IncumbentError } from '#core/contract/errors.ts';
import { silentLogger } from '#core/platform/log.ts';
import { patiently } from '#core/runtime/loop/patience.ts';

const full = () => new IncumbentError('disk-full', 'The disk is full');
const readOnly = () => new IncumbentError('read-only-disk', 'The disk can only be read');

/** Time passes only when it is asked for. */
function patience(seconds: number, isHurried = () => false) {
  let time = 0;
  const clock = { now: () => new Date(0), monotonic: () => time++ };
  return { clock, log: silentLogger, seconds, isHurried };
}

describe('patiently', () => {
  it('repeats what a person may mend until it works', async () => {
    let tries = 0;
    const act = async () => {
      tries += 1;
      if (tries < 3) {
        throw readOnly();
      }
      return 'written';
    };
    expect(await patiently(patience(60), act)).toBe('written');
    expect(tries).toBe(3);
  });

  it('counts from the first fault, however long what it does took to come to that', async () => {
    const given = patience(5);
    let tries = 0;
    const act = async () => {
      tries += 1;
      for (let second = 0; second < 100; second += 1) {
        given.clock.monotonic();
      }
      if (tries === 1) {
        throw readOnly();
      }
    };
    await patiently(given, act);
    expect(tries).toBe(2);
  });

  it('waits for room no longer than for anything else, if told so', async () => {
    const given = { ...patience(0), waitsForRoom: false };
    await expect(patiently(given, () => Promise.reject(full()))).rejects.toThrow('The disk is full');
  });

  it('waits for room on a disk without an end, and for what comes then as long as ever', async () => {
    const heard: string[] = [];
    const log = { ...silentLogger, error: (message: string) => void heard.push(message) };
    const faults = [full(), full(), readOnly(), full()];
    const act = async () => {
      const fault = faults.shift();
      if (fault !== undefined) {
        throw fault;
      }
    };
    await patiently({ ...patience(0.5), log }, act);
    expect(heard).toEqual([
      'The disk is full. Waits until there is room, and keeps what it has',
      'The disk can only be read. Tries again for 0.5 s',
      'The disk is full. Waits until there is room, and keeps what it has',
    ]);
  });

  it('waits for a root that is gone: it may be a disk that is away for a moment', async () => {
    const gone = new IncumbentError('root-replaced', 'gone', { gone: true });
    let tries = 0;
    const act = async () => {
      tries += 1;
      if (tries === 1) {
        throw gone;
      }
    };
    await patiently(patience(60), act);
    expect(tries).toBe(2);
  });

  it.each([
    ['its time is over', patience(0), readOnly()],
    ['somebody is in a hurry', patience(60, () => true), full()],
    ['waiting mends nothing', patience(60), new IncumbentError('root-replaced', 'gone')],
    ['it is a defect of ours', patience(60), new TypeError('undefined is not a function')],
  ])('gives up at once where %s', async (_why, given, fault) => {
    let tries = 0;
    const act = async () => {
      tries += 1;
      throw fault;
    };
    await expect(patiently(given, act)).rejects.toBe(fault);
    expect(tries).toBe(1);
  });
});
