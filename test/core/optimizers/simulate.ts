/** The run in memory of the conformance suite, for tests of single optimizers too. */
export * from '#core/optimizers/conformance/simulate.ts';
