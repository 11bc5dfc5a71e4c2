import type { AnalysisBasis } from '#core/contract/analysis/analysis.ts';
import { count, counted } from '#renderer/format/numbers.ts';

/** Which trials an answer rests on, and what became of the others. */
export function basisWords(basis: AnalysisBasis, fidelityName: string | null): string {
  const { fidelity, used, trials } = basis;
  const left: readonly (readonly [number, string])[] = [
    [basis.other_fidelity, 'of another fidelity'],
    [basis.failed, 'failed'],
    [basis.crashed, 'crashed'],
    [basis.not_finite, 'without a finite loss'],
    [basis.outside, 'with a value that the space does not have'],
    [basis.under_way, 'without a result yet'],
  ];
  const others = left.filter(([number]) => number > 0).map(([number, words]) => `${count(number)} ${words}`);
  const at =
    fidelity === null
      ? ''
      : fidelity === 'all'
        ? `, all ${fidelityName ?? 'fidelities'} together`
        : ` at ${fidelityName ?? 'fidelity'} ${fidelity}`;
  const whole = `${count(used)} of ${counted(trials, 'trial')}${at}`;
  const trialWords = others.length === 0 ? whole : `${whole}; left out: ${others.join(', ')}`;
  const { lacking } = basis;
  return lacking.length === 0
    ? trialWords
    : `${trialWords}; without ${lacking.join(', ')}, which many trials have no value of`;
}

/** Why there is no answer, and what changes that. */
export function nothingWords(
  basis: AnalysisBasis,
  because: 'few-trials' | 'no-space' | 'no-such-parameter',
): string {
  switch (because) {
    case 'few-trials':
      return `At least ${basis.needed} trials with a finite loss are needed; there ${basis.used === 1 ? 'is' : 'are'} ${count(basis.used)}.`;
    case 'no-space':
      return 'No parameter differs from trial to trial: there is nothing to say of any.';
    case 'no-such-parameter':
      return 'Two different parameters that vary are needed.';
  }
}
