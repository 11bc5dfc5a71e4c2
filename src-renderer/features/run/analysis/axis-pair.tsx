import { Select } from '#renderer/features/new-run/fields/select.tsx';
import classes from './analysis.module.css';
import type { TrialAxis } from './trial-axis.ts';

type ParameterSelectProps = {
  readonly label: string;
  readonly value: TrialAxis;
  readonly options: readonly TrialAxis[];
  readonly onChange: (name: string) => void;
};

/** One of the parameters. */
function ParameterSelect({ label, value, options, onChange }: ParameterSelectProps) {
  return (
    <Select
      label={label}
      value={value.name}
      options={options.map(({ name }) => ({ value: name, label: name }))}
      onChange={onChange}
    />
  );
}

type AxisPairProps = {
  /** `Parameter`, `Objective` */
  readonly what: string;
  readonly across: TrialAxis;
  readonly up: TrialAxis;
  readonly options: readonly TrialAxis[];
  readonly onAcross: (name: string) => void;
  readonly onUp: (name: string) => void;
};

/** The two axes of a chart, each chosen among those that are not the other. */
export function AxisPair({ what, across, up, options, onAcross, onUp }: AxisPairProps) {
  return (
    <span className={classes.choosers}>
      <ParameterSelect
        label={`${what} across`}
        value={across}
        options={options.filter((each) => each !== up)}
        onChange={onAcross}
      />
      by
      <ParameterSelect
        label={`${what} upwards`}
        value={up}
        options={options.filter((each) => each !== across)}
        onChange={onUp}
      />
    </span>
  );
}
