import type { CDPSession, Page } from 'playwright-core';

/**
 * Runs inside the page. `afterPaint` resolves with `performance.now()` once the next picture is on screen; `change` acts,
 * waits until `done` holds, and answers the milliseconds to the picture that shows it. Text, because what compiles this
 * file adds helpers that the page lacks.
 */
const PROBE = `
  window.probe = {
    tasks: [],
    frames: [],
    afterPaint: () =>
      new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))),
    async change(act, done) {
      const begun = performance.now();
      act();
      while (!done()) {
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return (await this.afterPaint()) - begun;
    },
    follow() {
      this.frames = [];
      this.tasks = [];
      let last = performance.now();
      const frame = (now) => {
        this.frames.push(now - last);
        last = now;
        this.handle = requestAnimationFrame(frame);
      };
      this.handle = requestAnimationFrame(frame);
    },
    stop() {
      cancelAnimationFrame(this.handle);
      return { frames: this.frames, tasks: this.tasks };
    },
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      window.probe.tasks.push(duration);
    }
  }).observe({ type: 'longtask', buffered: true });
`;

/**
 * Waits in the page until an expression holds and its picture is drawn; answers `Date.now()` and `performance.now()` of
 * that moment. The page's policy allows no evaluation of text by itself, hence no `waitForFunction`.
 */
export async function paintedOnce(
  page: Page,
  condition: string,
): Promise<{ readonly date: number; readonly performance: number }> {
  return await page.evaluate(`new Promise((resolve) => {
    const look = () => {
      if (!(${condition})) {
        setTimeout(look, 4);
        return;
      }
      requestAnimationFrame(() =>
        setTimeout(() => resolve({ date: Date.now(), performance: performance.now() })),
      );
    };
    look();
  })`);
}

type Followed = { readonly frames: readonly number[]; readonly tasks: readonly number[] };

/** Looks at a page as its person does: pictures, and tasks that hold them up. */
export async function probePage(page: Page) {
  await page.evaluate(PROBE);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return {
    /** Milliseconds from an act to the picture that shows its effect; both are expressions of the page. */
    change: (act: string, done: string) =>
      page.evaluate<number>(`window.probe.change(() => { ${act} }, () => Boolean(${done}))`),
    /** Intervals between pictures, and tasks of more than 50 ms, while something is done. */
    during: async (act: () => Promise<void>): Promise<Followed> => {
      await page.evaluate('window.probe.follow()');
      await act();
      return await page.evaluate<Followed>('window.probe.stop()');
    },
    /** Megabytes of the page's script that are in use once all garbage is gone. */
    memory: async (): Promise<number> => {
      await session.send('HeapProfiler.collectGarbage');
      return (await metric(session, 'JSHeapUsedSize')) / 2 ** 20;
    },
    /** Seconds that the page's thread has worked so far. */
    work: () => metric(session, 'TaskDuration'),
  };
}

async function metric(session: CDPSession, name: string): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find((each) => each.name === name)?.value ?? Number.NaN;
}
