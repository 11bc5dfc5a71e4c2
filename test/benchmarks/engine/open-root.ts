// A process of its own that opens a root as the app does: `node --import tsx open-root.ts ROOT`. Prints one JSON object.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '#core/platform/clock.ts';
import { silentLogger } from '#core/platform/log.ts';
import { createRunWatches } from '#core/watch/run/run-watch.ts';

/** What an opening took: milliseconds, the longest single task in milliseconds, megabytes at its highest. */
export type Opening = {
  readonly milliseconds: number;
  readonly longestTask: number;
  readonly memory: number;
  readonly trials: number;
};

async function open(root: string): Promise<Opening> {
  const watches = createRunWatches({ clock: systemClock, log: silentLogger });
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const begun = performance.now();
  const updates = watches.subscribe(root);
  const { value } = await updates.next();
  const milliseconds = performance.now() - begun;
  // The last task is measured by the next turn.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delays.disable();
  const opening = {
    milliseconds,
    longestTask: delays.max / 1e6,
    memory: process.resourceUsage().maxRSS / 1024,
    trials: value?.kind === 'snapshot' ? value.trials.length : 0,
  };
  await updates.return();
  await watches.dispose();
  return opening;
}

const [root = ''] = process.argv.slice(2);
console.log(JSON.stringify(await open(root)));
process.exit();
