import { fileURLToPath } from 'node:url';

/** True where this code runs from its TypeScript sources (tests, tsx), false in the built program. */
export const RUNS_FROM_SOURCE = import.meta.url.endsWith('.ts');

/**
 * A file of the build that another process or a thread is started with. Code that runs from its sources starts the built
 * file too, because Node.js needs four times as long to start through a loader of TypeScript.
 */
export function companionFile(name: string): string {
  return fileURLToPath(new URL(RUNS_FROM_SOURCE ? `../../dist/main/${name}` : `./${name}`, import.meta.url));
}
