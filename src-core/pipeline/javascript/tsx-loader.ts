import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { unpacked } from '#core/platform/own-program.ts';

/** The file of tsx, outside of the archive of a packed app: it starts a program, which has to be a file of the system. */
export function tsxFile(): string {
  return unpacked(createRequire(import.meta.url).resolve('tsx'));
}

/** The arguments that have Node.js load TypeScript. By its address: by name it would be looked for from the user's folder. */
export function tsxLoader(): readonly string[] {
  return ['--import', pathToFileURL(tsxFile()).href];
}

/** Whether a source needs a loader of TypeScript to be imported. */
export function isTypeScript(file: string): boolean {
  return /\.[mc]?tsx?$/.test(file);
}
