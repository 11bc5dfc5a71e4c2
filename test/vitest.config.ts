import { fileURLToPath } from 'node:url';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { SkipReporter } from './support/skip-reporter.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What all tests share, however they are started. */
export const everyTest = {
  // Waiting is for conditions, never for measuring: limits are far beyond what a busy machine needs, those of the
  // conditions within those of the tests, so that a failure names what did not come.
  testTimeout: 180_000,
  hookTimeout: 180_000,
  expect: { poll: { timeout: 60_000 } },
  pool: 'forks',
  // Files share a process: what one of them stubs is gone when the next begins.
  unstubGlobals: true,
  unstubEnvs: true,
} as const;

export const everyRun = {
  root,
  globalSetup: ['test/support/global-setup.ts'],
  reporters: [process.env.CI ? 'dot' : 'default', new SkipReporter()],
  // One more than the two processors that are counted on: tests of pages and child processes wait half of their time.
  maxWorkers: 3,
};

/** Long faults on simulated and real disks, and a real cluster: `npm run test:system`. */
const SYSTEM = [
  'test/chaos/**/*.test.ts',
  'test/core/state/any-*.test.ts',
  'test/main/cli/{submit-cluster,three-starts}.test.ts',
];

/** Files that replace a module, which would stay replaced for the files after them. */
const OWN_PROCESS = [
  'test/core/state/late-writes.test.ts',
  'test/core/watch/run/file-events.test.ts',
  'test/main/desktop/window/menu.test.ts',
];

/**
 * Three kinds of files: those that run one after the other in the same two processes, with the modules loaded once; those
 * that need a process of their own; and those of the second stage.
 */
export default defineConfig({
  root,
  test: {
    ...everyRun,
    projects: [
      project('shared', {
        include: ['test/**/*.test.ts'],
        exclude: [...OWN_PROCESS, ...SYSTEM],
        isolate: false,
      }),
      project('own', { include: OWN_PROCESS }),
      project('system', { include: SYSTEM }),
    ],
  },
});

function project(
  name: string,
  files: NonNullable<TestProjectInlineConfiguration['test']>,
): TestProjectInlineConfiguration {
  return { root, test: { ...everyTest, ...files, root, name } };
}
