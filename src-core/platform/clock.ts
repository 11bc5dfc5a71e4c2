/** Time as an argument, so that tests can set the clock back and readers can hold two observations apart. */
export type Clock = {
  /** Wall-clock time, for people. It may jump; nothing is decided by it. */
  now(): Date;
  /** Seconds since an arbitrary moment of this process; never goes back. */
  monotonic(): number;
};

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now() / 1000,
};
