/** Breaks off the one piece of work that is in progress; without one it does nothing. */
export class Interruption {
  #resolve: ((value: 'interrupted') => void) | null = null;

  /** Does `work`, which is to watch the promise that it is given. */
  async during<T>(work: (interrupted: Promise<'interrupted'>) => Promise<T>): Promise<T> {
    const interrupted = new Promise<'interrupted'>((resolve) => {
      this.#resolve = resolve;
    });
    try {
      return await work(interrupted);
    } finally {
      this.#resolve = null;
    }
  }

  interrupt(): void {
    this.#resolve?.('interrupted');
  }
}
