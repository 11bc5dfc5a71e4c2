import { readFileSync } from 'node:fs';
import type { ServedApp } from '#test/support/served-app.ts';

/** Milliseconds between two looks at the engine's thread while it is followed. */
const LOOK = 2;

/**
 * Runs inside of the engine's process: `begin` follows its thread, `end` answers the longest time, in milliseconds, that
 * it was kept from anything else.
 */
export const ENGINE_PROBE = `
  import { monitorEventLoopDelay } from 'node:perf_hooks';
  const looks = monitorEventLoopDelay({ resolution: ${LOOK} });
  process.on('message', (word) => {
    if (word === 'begin') {
      looks.reset();
      looks.enable();
      process.send(0);
    } else {
      looks.disable();
      process.send(Math.max(0, looks.max / 1e6 - ${LOOK}));
    }
  });
  process.channel.unref();
`;

/** Ticks of the processor's clock in a second, as Linux counts them. */
const TICKS = 100;

/** Megabytes that a process held at most, and seconds that it has worked; NaN where the system does not tell. */
export function processUse(pid: number): { readonly memory: number; readonly work: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return {
      memory: Number(/VmHWM:\s+(\d+)/.exec(status)?.[1]) / 1024,
      work: (Number(fields[11]) + Number(fields[12])) / TICKS,
    };
  } catch {
    return { memory: Number.NaN, work: Number.NaN };
  }
}

/** Does something and answers, beside what that gave, the longest task of the engine's thread meanwhile, in milliseconds. */
export async function withLongestTask<Given>(
  app: Pick<ServedApp, 'ask'>,
  act: () => Promise<Given>,
): Promise<{ readonly given: Given; readonly longest: number }> {
  await app.ask('begin');
  const given = await act();
  return { given, longest: Number(await app.ask('end')) };
}
