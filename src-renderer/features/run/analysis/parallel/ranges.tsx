import { useEffect, useState } from 'react';
import type { Brush } from '#core/analysis/query/selection.ts';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { Field } from '#renderer/components/inputs/field.tsx';
import type { TrialAxis } from '../trial-axis.ts';
import classes from './parallel.module.css';

type RangesProps = {
  readonly axes: readonly TrialAxis[];
  readonly brushes: readonly Brush[];
  readonly onBrush: (field: string, brush: Brush | null) => void;
};

type AxisProps = {
  readonly axis: TrialAxis;
  readonly brush: Brush | null;
  readonly onBrush: (brush: Brush | null) => void;
};

function endText(value: number | undefined): string {
  return value === undefined || !Number.isFinite(value) ? '' : String(value);
}

/** A number field that counts when it is left or Enter is pressed; empty is no end. */
function EndField({
  label,
  value,
  onEnd,
}: {
  label: string;
  value: number | undefined;
  onEnd: (value: number | null) => void;
}) {
  const [text, setText] = useState(endText(value));
  useEffect(() => setText(endText(value)), [value]);
  const number = text.trim() === '' ? null : Number(text);
  const isBad = number !== null && Number.isNaN(number);
  const take = () => {
    if (!isBad && text !== endText(value)) {
      onEnd(number);
    }
  };
  return (
    <Field
      label={label}
      hideLabel
      mono
      placeholder={label.startsWith('Least') ? 'from' : 'to'}
      value={text}
      error={isBad ? 'A number is needed.' : null}
      onChange={setText}
      onBlur={take}
      onKeyDown={(event) => event.key === 'Enter' && take()}
    />
  );
}

function NumberRange({ axis, brush, onBrush }: AxisProps) {
  const range = brush?.kind === 'range' ? brush : null;
  const change = (from: number | null, to: number | null) =>
    onBrush(
      from === null && to === null
        ? null
        : {
            kind: 'range',
            field: axis.field,
            from: from ?? Number.NEGATIVE_INFINITY,
            to: to ?? Number.POSITIVE_INFINITY,
          },
    );
  return (
    <div className={classes.ends}>
      <EndField
        label={`Least ${axis.name}`}
        value={range?.from}
        onEnd={(from) => change(from, range?.to ?? null)}
      />
      <EndField
        label={`Most ${axis.name}`}
        value={range?.to}
        onEnd={(to) => change(range?.from ?? null, to)}
      />
    </div>
  );
}

function ChoiceRange({ axis, brush, onBrush }: AxisProps) {
  const choices = axis.axis.choices ?? [];
  const chosen = brush?.kind === 'values' ? brush.values : choices;
  const toggle = (choice: string, isIn: boolean) => {
    const values = choices.filter((each) => (each === choice ? isIn : chosen.includes(each)));
    onBrush(values.length === choices.length ? null : { kind: 'values', field: axis.field, values });
  };
  return (
    <div className={classes.choices}>
      {choices.map((choice) => (
        <Checkbox
          key={choice}
          label={choice}
          checked={chosen.includes(choice)}
          onChange={(isIn) => toggle(choice, isIn)}
        />
      ))}
    </div>
  );
}

/** What is marked on each axis, typed: for the keyboard, and for exact ends. */
export function Ranges({ axes, brushes, onBrush }: RangesProps) {
  return (
    <div className={classes.ranges}>
      {axes.map((axis) => {
        const brush = brushes.find(({ field }) => field === axis.field) ?? null;
        const Range = axis.axis.choices === null ? NumberRange : ChoiceRange;
        return (
          <fieldset key={axis.field}>
            <legend className="mono">{axis.name}</legend>
            <Range axis={axis} brush={brush} onBrush={(next) => onBrush(axis.field, next)} />
          </fieldset>
        );
      })}
    </div>
  );
}
