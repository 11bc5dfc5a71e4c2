import { DurationReporter } from './support/duration-reporter.ts';
import base from './vitest.config.ts';

/** `npm run test:durations`: as `npm test`, and tells where the time went. */
export default { ...base, test: { ...base.test, reporters: ['dot', new DurationReporter()] } };
