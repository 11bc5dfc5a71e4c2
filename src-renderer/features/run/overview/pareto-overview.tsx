import { ParetoCard } from '../analysis/cards/pareto-card.tsx';
import { useAnalysis } from '../analysis/use-analysis.ts';
import { AnalysisViewProvider } from '../analysis/view.tsx';

const ASKED = { fidelity: 'all', objective: 0, want: { kind: 'summary' } } as const;

/** What stands in the place of the trajectory where no single loss orders the trials. */
export function ParetoOverview({ objectives }: { objectives: number }) {
  const summary = useAnalysis(ASKED);
  return (
    <AnalysisViewProvider fidelity="all" objective={0} objectives={objectives}>
      <ParetoCard summary={summary} />
    </AnalysisViewProvider>
  );
}
