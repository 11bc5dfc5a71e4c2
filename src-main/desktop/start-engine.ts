import { homedir } from 'node:os';
import { desktopEnvironment } from '#core/engine/workers/desktop-environment.ts';
import { createEngine, type Engine } from '#core/engine.ts';
import type { Logger } from '#core/platform/log.ts';
import { dataDirectory, examplesDirectory, installation } from '#main/installation.ts';

/** The engine of the desktop app. It may have to wait for the login shell, so the window does not wait for it. */
export async function startEngine(log: Logger): Promise<Engine> {
  const { version, assetsDirectory, workerEntry, commandEntry, analysisEntry } = installation();
  const env = await desktopEnvironment(process.env, process.platform, log);
  return createEngine({
    host: 'desktop',
    version,
    dataDirectory: dataDirectory(process.env, process.platform),
    // A dock starts apps in the root of the disk.
    workingDirectory: process.env.TERM ? process.cwd() : homedir(),
    assetsDirectory,
    examplesDirectory: examplesDirectory(process.env),
    workerEntry,
    commandEntry,
    analysisEntry,
    readOnly: false,
    env,
    log,
  });
}
