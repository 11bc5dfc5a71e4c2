import type { ChaosPlan } from './chaos-plan.ts';

/** Sets the wall clock of this process after a while, as a person or a time server sets that of a machine. */
export function setClock({ after, by }: NonNullable<ChaosPlan['clock']>): void {
  const Honest = Date;
  const begun = performance.now();
  const now = () => Honest.now() + (performance.now() - begun >= after ? by : 0);
  globalThis.Date = class extends Honest {
    constructor(...given: readonly unknown[]) {
      if (given.length === 0) {
        super(now());
      } else {
        super(...(given as [number]));
      }
    }
    static override now = now;
  } as DateConstructor;
}
