import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Rectangle, screen } from 'electron';
import { z } from 'zod';

const stateSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
  maximized: z.boolean(),
});
/** Where the window was and whether it filled the screen, in screen pixels. */
export type WindowState = z.infer<typeof stateSchema>;

/** A part of the window at least this large must lie on a screen for it to be found again. */
const VISIBLE_PIXELS = 100;

/** The remembered place; null without one, or where its screen is gone. */
export function readWindowState(file: string): WindowState | null {
  try {
    const state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return screen.getAllDisplays().some(({ workArea }) => overlaps(state, workArea)) ? state : null;
  } catch {
    return null;
  }
}

/** Remembers it. A disk that refuses costs the memory and nothing else. */
export function writeWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify(state)}\n`);
  } catch {
    // The window opens at its usual place next time.
  }
}

function overlaps(window: Rectangle, area: Rectangle): boolean {
  const width = Math.min(window.x + window.width, area.x + area.width) - Math.max(window.x, area.x);
  const height = Math.min(window.y + window.height, area.y + area.height) - Math.max(window.y, area.y);
  return width >= VISIBLE_PIXELS && height >= VISIBLE_PIXELS;
}
