import type { Locator } from 'playwright-core';

/** A place in a chart, in pixels from its left and its top. */
type Place = readonly [left: number, top: number];

/** Drags the pointer over a chart that stands still, faster than it draws. */
export async function drag(chart: Locator, from: Place, to: Place): Promise<void> {
  const page = chart.page();
  await chart.hover({ position: { x: from[0], y: from[1] } });
  const box = await chart.boundingBox();
  await Promise.all([
    page.mouse.down(),
    page.mouse.move((box?.x ?? 0) + to[0], (box?.y ?? 0) + to[1]),
    page.mouse.up(),
  ]);
}
