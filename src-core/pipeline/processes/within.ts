/**
 * Calls after so many milliseconds, and after what has come by then was read: this process itself may have stood still,
 * and an answer that came in time counts.
 */
export function afterReading(milliseconds: number, act: () => void): NodeJS.Timeout {
  return setTimeout(() => setImmediate(act), milliseconds);
}

/** Waits for a promise, but no longer than `milliseconds`, see {@link afterReading}; null where that was not enough. */
export async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = afterReading(milliseconds, () => resolve(null));
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
