import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

/** The arguments that have Node.js load TypeScript. By its address: by name it would be looked for from the user's folder. */
export function tsxLoader(): readonly string[] {
  return ['--import', pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href];
}
