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

/**
 * Where a file of our own can be read by others than Electron, such as Python, or a program started that it is: a packed
 * app has it beside its archive. The same path anywhere else.
 */
export function unpacked(path: string): string {
  return path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}

/** What the environment of a child that is started with this very program must hold, so that it is Node: Electron is told. */
export function asNode(): Readonly<Record<string, string>> {
  return process.versions.electron === undefined ? {} : { ELECTRON_RUN_AS_NODE: '1' };
}

/** A Python file of ours. In a packed app it lies unpacked: Python cannot read inside the archive. */
export function pythonCompanion(name: string): string {
  return unpacked(companionFile(name));
}
