/** How much is measured. */
export type Sizes = {
  /** Throughput: rounds by turns with the peer, and evaluations of each. */
  readonly rounds: number;
  readonly evaluations: number;
  /** Starts of a worker. */
  readonly starts: number;
  /** Calls of a Python function. */
  readonly calls: number;
  /** Trials of the long run; how many of its last and of a short run's first are timed, how often; how often it is opened. */
  readonly trials: number;
  readonly some: number;
  readonly turns: number;
  readonly openings: number;
};

/** What the promises are about; about ten minutes. */
export const FULL: Sizes = {
  rounds: 3,
  evaluations: 2400,
  starts: 15,
  calls: 400,
  trials: 100_000,
  some: 1000,
  turns: 5,
  openings: 3,
};

/** About two minutes, for a look while something is changed. */
export const QUICK: Sizes = {
  rounds: 1,
  evaluations: 1200,
  starts: 5,
  calls: 150,
  trials: 10_000,
  some: 500,
  turns: 1,
  openings: 1,
};
