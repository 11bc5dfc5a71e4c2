import { useRef } from 'react';
import { Link } from 'wouter';
import { fidelityOf } from '#core/space/roles.ts';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { counted, given } from '#renderer/format/numbers.ts';
import { addresses } from '#renderer/routing/addresses.ts';
import { AnalysisBody } from '../analysis/analysis-body.tsx';
import { ImportanceBars } from '../analysis/cards/importance-bars.tsx';
import { importanceCsv, importanceText } from '../analysis/cards/importance-card.tsx';
import { useAnalysis } from '../analysis/use-analysis.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import classes from './overview.module.css';

const MOST = 8;
/** A glance needs no newer numbers, and the trajectory first: opening a run is not kept waiting by an analysis. */
const PATIENCE = { pace: 30_000, settled: 1_000 };
const ASKED = { fidelity: 'auto', objective: 0, want: { kind: 'importance', method: 'ped-anova' } } as const;

/** The parameters that matter most; more of it in Analysis. */
export function ImportanceOverview() {
  const { runKey, facts } = useRunOnScreen();
  const analysis = useAnalysis(ASKED, PATIENCE);
  const place = useRef<HTMLElement>(null);
  const { result } = analysis;
  const answered = result?.answer.kind === 'importance' ? result.answer : null;
  const basis = result?.answer.kind === 'importance' ? result.basis : null;
  const at =
    typeof basis?.fidelity === 'number'
      ? `, those at ${fidelityOf(facts.space ?? [])?.name ?? 'fidelity'} ${given(basis.fidelity)}`
      : '';
  const of = (basis?.objectives ?? 1) > 1 ? ' For the first objective.' : '';
  return (
    <Card
      title="Importance"
      controls={
        <>
          <Link className={classes.more} href={addresses.run(runKey, 'analysis')}>
            Analysis
          </Link>
          {answered && (
            <ExportMenu
              name={`${facts.name}-importance`}
              about="importance"
              csv={() => importanceCsv(answered)}
              drawing={() => drawingIn(place.current)}
            />
          )}
        </>
      }
      note={basis && `PED-ANOVA, from ${counted(basis.used, 'trial')}${at}.${of} Tick: what chance gives.`}
    >
      <AnalysisBody analysis={analysis} kind="importance">
        {(answer) => (
          <figure ref={place} aria-label={`Importance: ${importanceText(answer)}`}>
            <ImportanceBars answer={answer} most={MOST} />
          </figure>
        )}
      </AnalysisBody>
    </Card>
  );
}
