import { useMemo } from 'react';
import type { AnalysisBasis } from '#core/contract/analysis/analysis.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { given } from '#renderer/format/numbers.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { useRunOnScreen } from '../live/run-context.ts';
import classes from './analysis.module.css';
import { basisWords } from './basis-words.ts';
import { ContourCard } from './cards/contour-card.tsx';
import { CorrelationCard } from './cards/correlation-card.tsx';
import { EcdfCard } from './cards/ecdf-card.tsx';
import { FidelityCard } from './cards/fidelity-card.tsx';
import { HintsCard } from './cards/hints-card.tsx';
import { ImportanceCard } from './cards/importance-card.tsx';
import { ParetoCard } from './cards/pareto-card.tsx';
import { SlicesCard } from './cards/slices-card.tsx';
import { ParallelCard } from './parallel/parallel-card.tsx';
import { type Asked, fidelityWish } from './question.ts';
import { useAnalysis } from './use-analysis.ts';
import { AnalysisViewProvider } from './view.tsx';

/** More fidelities than this are not offered one by one, but the highest of them. */
const MOST_OFFERED = 6;

/** Which trials all charts rest on, and the choice of the fidelity and of the objective. */
function Basis({
  basis,
  asked,
  fidelity,
}: {
  basis: AnalysisBasis | null;
  asked: Asked;
  fidelity: string | null;
}) {
  const [, setQuery] = useQuery();
  const fidelities = (basis?.fidelities ?? []).slice(-MOST_OFFERED);
  const objectives = basis?.objectives ?? 1;
  return (
    <div className={classes.tools}>
      <p aria-live="polite">{basis && basisWords(basis, fidelity)}</p>
      {objectives > 1 && (
        <Segmented
          label="Objective"
          value={String(asked.objective)}
          options={Array.from({ length: objectives }, (_, index) => ({
            value: String(index),
            label: `Loss ${index + 1}`,
          }))}
          onChange={(objective) => setQuery({ objective: objective === '0' ? null : objective })}
        />
      )}
      {fidelities.length > 1 && (
        <>
          <span className="text3">{fidelity}</span>
          <Segmented
            label="Fidelity"
            value={String(asked.fidelity)}
            options={[
              { value: 'auto', label: 'Auto' },
              { value: 'all', label: 'All' },
              ...fidelities.map((each) => ({ value: String(each.fidelity), label: given(each.fidelity) })),
            ]}
            onChange={(basisWish) => setQuery({ basis: basisWish === 'auto' ? null : basisWish })}
          />
        </>
      )}
    </div>
  );
}

function useAsked(): Asked {
  const [query] = useQuery();
  const basis = query.get('basis');
  const objective = Number(query.get('objective') ?? 0);
  return useMemo(
    () => ({
      fidelity: fidelityWish(basis),
      objective: Number.isInteger(objective) && objective >= 0 ? objective : 0,
    }),
    [basis, objective],
  );
}

/** What the trials tell of the space: hints, importance, and every parameter against the loss. */
export function AnalysisTab() {
  const { facts } = useRunOnScreen();
  const { known } = useShownTrials();
  const asked = useAsked();
  const summary = useAnalysis({ ...asked, want: { kind: 'summary' } });
  const basis = summary.result?.basis ?? null;
  const resource = fidelityOf(facts.space ?? [])?.name ?? null;
  const suggested = useMemo(() => {
    const answer = summary.result?.answer;
    if (answer?.kind !== 'summary') {
      return [];
    }
    const { names, rho } = answer.correlation;
    const withLoss = rho.at(-1) ?? [];
    return names
      .slice(0, -1)
      .map((name, index) => ({ name, strength: Math.abs(withLoss[index] ?? 0) }))
      .filter(({ name }) => name !== resource)
      .sort((a, b) => b.strength - a.strength)
      .map(({ name }) => name);
  }, [summary.result, resource]);
  if (known.length === 0) {
    return (
      <EmptyState title="Nothing to analyse yet">
        From ten trials with a loss on, this is where the parameters that matter stand out.
      </EmptyState>
    );
  }
  return (
    <AnalysisViewProvider
      fidelity={basis?.fidelity ?? null}
      objective={asked.objective}
      objectives={basis?.objectives ?? 1}
    >
      <div className={classes.page}>
        <Basis basis={basis} asked={asked} fidelity={resource} />
        <HintsCard summary={summary} />
        <ParallelCard />
        <div className={classes.cards}>
          <ImportanceCard asked={asked} />
          <ContourCard asked={asked} suggested={suggested} />
          <SlicesCard />
          <EcdfCard />
          <CorrelationCard summary={summary} />
          {resource !== null && <FidelityCard summary={summary} fidelity={resource} />}
          {(basis?.objectives ?? 1) > 1 && <ParetoCard summary={summary} />}
        </div>
      </div>
    </AnalysisViewProvider>
  );
}
