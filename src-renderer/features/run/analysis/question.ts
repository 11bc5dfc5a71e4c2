import type { AnalysedFidelity, AnalysisQuestion } from '#core/contract/analysis/analysis.ts';

/** What all questions of the tab have in common. */
export type Asked = Pick<AnalysisQuestion, 'fidelity' | 'objective'>;

/** The fidelity that an address asks for. */
export function fidelityWish(text: string | undefined): AnalysedFidelity {
  if (text === 'all') {
    return 'all';
  }
  const number = Number(text);
  return text && Number.isFinite(number) ? number : 'auto';
}
