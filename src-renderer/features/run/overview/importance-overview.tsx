import { Link } from 'wouter';
import { Card } from '#renderer/components/card.tsx';
import { addresses } from '#renderer/routing/addresses.ts';
import { AnalysisBody } from '../analysis/analysis-body.tsx';
import { ImportanceBars } from '../analysis/importance-bars.tsx';
import { importanceText } from '../analysis/importance-card.tsx';
import { useAnalysis } from '../analysis/use-analysis.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import classes from './overview.module.css';

const MOST = 8;
/** A glance needs no newer numbers. */
const PACE_MILLISECONDS = 30_000;
const ASKED = { fidelity: 'auto', objective: 0, want: { kind: 'importance', method: 'ped-anova' } } as const;

/** The parameters that matter most; more of it in Analysis. */
export function ImportanceOverview() {
  const { runKey } = useRunOnScreen();
  const analysis = useAnalysis(ASKED, PACE_MILLISECONDS);
  const { result } = analysis;
  const basis = result?.answer.kind === 'importance' ? result.basis : null;
  const at = typeof basis?.fidelity === 'number' ? `, those of fidelity ${basis.fidelity}` : '';
  return (
    <Card
      title="Importance"
      controls={
        <Link className={classes.more} href={addresses.run(runKey, 'analysis')}>
          Analysis
        </Link>
      }
      note={basis && `PED-ANOVA, from ${basis.used} trials${at}. Tick: what chance gives.`}
    >
      <AnalysisBody analysis={analysis} kind="importance">
        {(answer) => (
          <figure aria-label={`Importance: ${importanceText(answer)}`}>
            <ImportanceBars answer={answer} most={MOST} />
          </figure>
        )}
      </AnalysisBody>
    </Card>
  );
}
