import { useRef } from 'react';
import {
  type LearningCurve as CurveOfTrial,
  type Logged,
  learningCurveOf,
  reportsCurve,
} from '#core/analysis/charts/learning-curve.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { csvText } from '#renderer/features/run/live/csv.ts';
import { Curve } from '#renderer/features/run/live/curve.tsx';
import { useShownTrials } from '#renderer/features/run/live/filter/shown-trials.tsx';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { LOOK_MILLISECONDS, useScalars } from '#renderer/features/run/live/trials/use-scalars.ts';
import { count, counted } from '#renderer/format/numbers.ts';
import classes from '../trial.module.css';

const SIZE = { width: 374, height: 132 } as const;

function curveCsv({ points }: CurveOfTrial): string {
  return csvText([['step', 'value'], ...points.map(([step, value]) => [String(step), String(value)])]);
}

type LearningCurveProps = {
  readonly trial: Trial;
  readonly trials: readonly Trial[];
  readonly logged: Logged | null;
};

/** The values that an evaluation reported or logged, while it runs too; nothing before the second one. */
export function LearningCurve({ trial, trials, logged }: LearningCurveProps) {
  const { facts } = useRunOnScreen();
  const { best: incumbent } = useShownTrials();
  const place = useRef<HTMLDivElement>(null);
  const best = trials.find((each) => each.trial === incumbent?.trial && each.trial !== trial.trial) ?? null;
  const ofBest = useScalars(best !== null && !reportsCurve(best) ? [best] : [], LOOK_MILLISECONDS);
  const curve = learningCurveOf(trial, logged);
  const { points } = curve;
  const last = points.at(-1);
  if (points.length < 2 || last === undefined) {
    return null;
  }
  const compared = learningCurveOf(best, ofBest.get(best?.trial ?? '') ?? null).points;
  const goesOn = trial.ended_at === null;
  return (
    <section>
      <h3>
        Learning curve
        <span className="grow" />
        <ExportMenu
          name={`${facts.name}-${trial.trial}-learning-curve`}
          drawing={() => place.current?.querySelector('svg') ?? null}
          csv={() => curveCsv(curve)}
        />
      </h3>
      <div ref={place} className={classes.curve}>
        <Curve
          points={points}
          compared={compared}
          {...SIZE}
          label={`Learning curve: ${points.length} values, the last ${formatNumber(last[1])}`}
          color={goesOn ? 'var(--evaluating)' : 'var(--c1)'}
        />
      </div>
      <p className="text3 small">
        {goesOn
          ? `${counted(points.length, 'value')} so far, the last ${formatNumber(last[1])}.`
          : `${count(points.length)} values.`}
        {curve.logged !== null && ` As it was logged for TensorBoard under ${curve.logged}.`}
        {compared.length > 1 && " Grey line: the incumbent's curve."}
      </p>
    </section>
  );
}
