import { everyRun, everyTest } from '../vitest.config.ts';

/** `npm run test:chaos`: every kill, every cut and long histories, where ordinary test runs take a sample. */
export default {
  root: everyRun.root,
  test: {
    ...everyRun,
    ...everyTest,
    include: [
      'test/chaos/**/*.test.ts',
      'test/core/state/any-*.test.ts',
      'test/main/cli/three-starts.test.ts',
    ],
    env: { INCUMBENT_CHAOS: 'full' },
  },
};
