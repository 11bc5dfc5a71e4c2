/** Calls `callback` once after `ms` milliseconds; the answer cancels it. Tests drive time through another one. */
export type Schedule = (callback: () => void, ms: number) => () => void;

export const scheduleOnTimers: Schedule = (callback, ms) => {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
};
