/** A value with live readers: each gets the present value first and every later one, none skipped. */
export type Topic<Value> = {
  readonly publish: (value: Value) => void;
  /** Ends when the signal aborts. `first` stands for what a reader must see before anything else. */
  readonly read: (first: Value, signal: AbortSignal | undefined) => AsyncGenerator<Value, void, void>;
};

export function createTopic<Value>(): Topic<Value> {
  const readers = new Set<(value: Value) => void>();
  return {
    publish(value) {
      for (const reader of readers) {
        reader(value);
      }
    },
    async *read(first, signal) {
      const waiting = [first];
      let wake = () => {};
      const reader = (value: Value) => {
        waiting.push(value);
        wake();
      };
      signal?.addEventListener('abort', () => wake());
      readers.add(reader);
      try {
        while (!signal?.aborted) {
          const next = waiting.shift();
          if (next !== undefined) {
            yield next;
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        readers.delete(reader);
      }
    },
  };
}
