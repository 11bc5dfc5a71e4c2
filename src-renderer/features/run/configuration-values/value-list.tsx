import { memo } from 'react';
import { MiddleCut } from '#renderer/components/text/middle-cut.tsx';
import { tip } from '#renderer/components/tips/tip.ts';
import type { PlacedValue } from './placed-values.ts';
import classes from './value-list.module.css';
import { ValuePlace } from './value-place.tsx';

/** What there is always room for, in letters. */
const SHORT = 12;

function longer(text: string): string | null {
  return text.length > SHORT ? text : null;
}

function Value({ value, color }: { value: PlacedValue; color: string }) {
  return (
    <div className={classes.parameter}>
      <dt className="mono">
        <MiddleCut text={value.name} />
      </dt>
      <dd className={`mono ${classes.value} ellipsis`} {...tip(value.full ?? longer(value.text))}>
        {value.text}
      </dd>
      <dd className={classes.valuePlace}>
        {value.parameter !== null && value.place !== null && (
          <ValuePlace
            parameter={value.parameter}
            place={value.place}
            priorPlace={value.priorPlace}
            color={color}
          />
        )}
        {value.parameter?.kind === 'constant' && <span className="text3">constant</span>}
      </dd>
    </div>
  );
}

type ValueListProps = { readonly values: readonly PlacedValue[]; readonly isBest: boolean };

/** A configuration, line by line, each value in its range. */
export const ValueList = memo(function ValueList({ values, isBest }: ValueListProps) {
  const color = isBest ? 'var(--incumbent)' : 'var(--text2)';
  return (
    <dl className={classes.parameters}>
      {values.map((value) => (
        <Value key={value.name} value={value} color={color} />
      ))}
    </dl>
  );
});
