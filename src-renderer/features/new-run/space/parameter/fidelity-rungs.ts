import type { CheckReport } from '#core/contract/setup/check.ts';
import { counted } from '#renderer/format/numbers.ts';

/** What the optimizer makes of the fidelity. */
export type FidelityRungs = {
  /** `5 rungs with η = 3`. */
  readonly note: string;
  /** Those of the rungs of all brackets, each once, ascending. */
  readonly fidelities: readonly number[];
};

/** The rungs of the fidelity; null for an optimizer without any. */
export function fidelityRungs({
  rungs,
  optimizer,
}: Pick<CheckReport, 'rungs' | 'optimizer'>): FidelityRungs | null {
  const fidelities = [...new Set(rungs.map(({ fidelity }) => fidelity))].toSorted((a, b) => a - b);
  const eta = optimizer?.arguments.eta;
  const steps = typeof eta === 'number' ? ` with η = ${eta}` : '';
  return fidelities.length === 0
    ? null
    : { note: `${counted(fidelities.length, 'rung')}${steps}`, fidelities };
}
