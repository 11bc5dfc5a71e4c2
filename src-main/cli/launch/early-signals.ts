const NAMES = ['SIGINT', 'SIGTERM'] as const;

type EarlySignal = (typeof NAMES)[number];

/** Signals that come while workers are being started. */
export type EarlySignals = {
  /** From now on they no longer end this process: the workers that are already there would go on without it. */
  readonly hold: () => void;
  /** Ends the holding, once others listen or nobody needs to; what came meanwhile, in its order. */
  readonly release: () => readonly EarlySignal[];
};

export function earlySignals(): EarlySignals {
  const came: EarlySignal[] = [];
  const listener = (name: EarlySignal) => came.push(name);
  return {
    hold: () => {
      for (const name of NAMES) {
        process.on(name, listener);
      }
    },
    release: () => {
      for (const name of NAMES) {
        process.off(name, listener);
      }
      return came;
    },
  };
}
