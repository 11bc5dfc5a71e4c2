import type { CheckReport } from '#core/contract/check.ts';
import { counted } from '../../../format/numbers.ts';

/** What the optimizer makes of the fidelity: `5 rungs with η = 3`; null for one without rungs. */
export function rungNote({ rungs, optimizer }: Pick<CheckReport, 'rungs' | 'optimizer'>): string | null {
  const fidelities = new Set(rungs.map(({ fidelity }) => fidelity)).size;
  const eta = optimizer?.arguments.eta;
  const steps = typeof eta === 'number' ? ` with η = ${eta}` : '';
  return fidelities === 0 ? null : `${counted(fidelities, 'rung')}${steps}`;
}
