import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach } from 'vitest';
import { createEngine, type Engine } from '#core/engine.ts';
import { statusOf } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';
import { waitUntil } from '#test/support/wait-until.ts';

const PACKAGE = fileURLToPath(new URL('../../../', import.meta.url));

type StartInput = Parameters<Engine['setup']['start']>[0];

/** Engines of the browser host for the tests of one file, each with an own list of runs. */
export function enginesOfThisFile() {
  const search = searchesOfThisFile();
  const engines: Engine[] = [];
  afterEach(async () => {
    await Promise.all(engines.splice(0).map((engine) => engine.dispose()));
  });

  function engineIn(folder: string): Engine {
    const engine = createEngine({
      host: 'browser',
      version: '0.0.0-test',
      dataDirectory: join(folder, 'data'),
      workingDirectory: folder,
      assetsDirectory: join(PACKAGE, 'assets'),
      examplesDirectory: join(folder, 'examples'),
      workerEntry: join(PACKAGE, 'dist', 'main', 'worker.js'),
      commandEntry: join(PACKAGE, 'dist', 'main', 'cli.js'),
      analysisEntry: join(PACKAGE, 'dist', 'main', 'analysis-thread.mjs'),
      readOnly: false,
      env: process.env,
    });
    engines.push(engine);
    return engine;
  }

  /** A search with an engine, and a start of it that may be changed. */
  function startable(...given: Parameters<typeof search>) {
    const made = search(...given);
    const engine = engineIn(made.folder);
    const start = (change: Partial<StartInput> = {}) =>
      engine.setup.start(
        {
          text: readFileSync(made.yaml, 'utf8'),
          file: made.yaml,
          workers: 1,
          env: {},
          existing: { kind: 'ask' },
          ...change,
        },
        {},
      );
    return { ...made, engine, start };
  }
  return { search, engineIn, startable };
}

export async function finished(root: string): Promise<void> {
  await waitUntil(async () => (await statusOf(root)).state === 'finished');
}
