import { useRef } from 'react';
import { formatNumber } from '#core/analysis/format.ts';
import type { Trial } from '#core/contract/trial.ts';
import { fromJsonNumber } from '#core/contract/value.ts';
import { ExportMenu } from '#renderer/components/chart/export-menu.tsx';
import { count, counted } from '#renderer/format/numbers.ts';
import { csvText } from '../live/csv.ts';
import { Curve } from '../live/curve.tsx';
import { useRunOnScreen } from '../live/run-context.ts';
import { useShownTrials } from '../live/shown-trials.tsx';
import { curvePoints } from '../overview/collect.ts';
import classes from './trial.module.css';

const SIZE = { width: 374, height: 132 } as const;

function curveCsv({ learning_curve }: Trial): string {
  const rows = (learning_curve ?? []).map((value, index) => [
    String(index + 1),
    String(fromJsonNumber(value)),
  ]);
  return csvText([['step', 'value'], ...rows]);
}

/** The values that an evaluation reported, while it runs too; nothing before the second one. */
export function LearningCurve({ trial, trials }: { trial: Trial; trials: readonly Trial[] }) {
  const { facts } = useRunOnScreen();
  const { best: incumbent } = useShownTrials();
  const place = useRef<HTMLDivElement>(null);
  const points = curvePoints(trial.learning_curve);
  const last = points.at(-1);
  if (points.length < 2 || last === undefined) {
    return null;
  }
  const best = trials.find((each) => each.trial === incumbent?.trial && each !== trial) ?? null;
  const compared = curvePoints(best?.learning_curve ?? null);
  const goesOn = trial.ended_at === null;
  return (
    <section>
      <h3>
        Learning curve
        <span className="grow" />
        <ExportMenu
          name={`${facts.name}-${trial.trial}-learning-curve`}
          drawing={() => place.current?.querySelector('svg') ?? null}
          csv={() => curveCsv(trial)}
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
        {compared.length > 1 && " Grey line: the incumbent's curve."}
      </p>
    </section>
  );
}
