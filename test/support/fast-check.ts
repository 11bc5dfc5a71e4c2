import fc from 'fast-check';

/** Of ordinary runs. */
const ALWAYS = 20_260_131;

/**
 * The seed of every property that names none of its own: the same in every run, so that a failure is of the change that
 * is tested. `INCUMBENT_TEST_SEED` draws otherwise: a number, or `random` for another one each time. A property that
 * fails prints its seed and path.
 */
function chosenSeed(given: string | undefined): number {
  if (given === undefined) {
    return ALWAYS;
  }
  const seed = given === 'random' ? Date.now() % 2 ** 31 : Number(given);
  if (!Number.isSafeInteger(seed)) {
    throw new Error(`INCUMBENT_TEST_SEED must be a whole number or "random", not "${given}"`);
  }
  return seed;
}

fc.configureGlobal({ seed: chosenSeed(process.env.INCUMBENT_TEST_SEED) });

/** fast-check with the seed of the tests. Import it from here alone. */
export { fc };
