import { mergeConfig } from 'vitest/config';
import base from '../vitest.config.ts';

/** `npm run test:chaos`: every kill and every cut, where ordinary test runs take a sample. */
export default mergeConfig(base, { test: { env: { INCUMBENT_CHAOS: 'full' }, dir: 'test/chaos' } });
