import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { PipelineHost } from '#core/pipeline/pipeline.ts';
import { systemClock } from '#core/platform/clock.ts';
import { silentLogger } from '#core/platform/log.ts';
import { installWriteHook } from '#core/platform/write-port.ts';
import { createHalt } from '#core/runtime/loop/halt.ts';
import { createStopWatch } from '#core/runtime/stops/stop-watch.ts';
import { stopsSince } from '#core/state/root/control.ts';
import { fillUp, MOUNTS_MISSING, mountTmpfs, type TestDisk } from '#test/support/mounts.ts';
import { always, FAILURE, loopingWorkersOfThisFile, SUCCESS } from './looping-workers.ts';

const { root, worker } = loopingWorkersOfThisFile();

const disks: TestDisk[] = [];
afterEach(() => {
  for (const disk of disks.splice(0)) {
    disk.unmount();
  }
});

/** An hour passes with every look at the clock. */
function hasty() {
  let seconds = 0;
  return { ...systemClock, monotonic: () => (seconds += 3600) };
}

/** Runs a worker on a small disk that is full from its second evaluation on; there is room again after some hours. */
async function onFullDisk(): Promise<{
  heard: readonly string[];
  worker: Awaited<ReturnType<typeof worker>>;
}> {
  const place = root();
  disks.push(mountTmpfs(place, '1m'));
  const ballast = join(place, 'ballast');
  const filling: PipelineHost = {
    ...always(SUCCESS),
    evaluate: async ({ trial }) => {
      if (trial === '2') {
        fillUp(ballast);
      }
      return SUCCESS;
    },
  };
  const heard: string[] = [];
  const log = {
    ...silentLogger,
    error: (message: string) => {
      heard.push(message);
      setTimeout(() => rmSync(ballast), 2500);
    },
  };
  return {
    heard,
    worker: await worker({ max_evaluations_total: 4 }, { host: filling, clock: hasty(), log }),
  };
}

describe(`a worker at work whose disk is full${MOUNTS_MISSING}`, () => {
  it.skipIf(MOUNTS_MISSING !== '')(
    'waits for room, however long, and goes on without a second attempt',
    async () => {
      const { heard, worker: waiting } = await onFullDisk();
      expect(await waiting.loop).toMatchObject({ exit: { reason: 'evaluations' }, evaluations: 4 });
      expect(heard).toEqual([
        expect.stringMatching(
          /^The disk is full: could not .*\. Waits until there is room, and keeps what it has$/,
        ),
      ]);
      expect(waiting.session.ledger.all.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(
        Array(4).fill('success 1'),
      );
    },
  );
});

describe('a worker whose trial has failed while nothing can be written', () => {
  it('halts the run as soon as that is possible', async () => {
    const place = root();
    let refused = 3;
    const host: PipelineHost = {
      ...always(FAILURE),
      evaluate: async () => {
        installWriteHook({
          before: (step) => {
            if (step.startsWith('stop.') && refused > 0) {
              refused -= 1;
              throw Object.assign(new Error('EROFS: refused'), { code: 'EROFS' });
            }
          },
          after: () => undefined,
        });
        return FAILURE;
      },
    };
    const stops = createStopWatch({
      directory: '/nowhere/at/all',
      look: async () => ({ order: null, trials: [] }),
      hasNews: () => false,
    });
    const halt = createHalt({ root: place, worker: 'w1', stops, clock: systemClock, log: silentLogger });
    const { loop } = await worker({ ignore_errors: false }, { host, stops, halt });
    expect(await loop).toMatchObject({ exit: { reason: 'error' }, evaluations: 1 });
    stops.close();
    expect(await stopsSince(place, 0)).toMatchObject([{ kind: 'error', trial: '1', by: 'w1' }]);
  });
});
