import { Select } from '#renderer/features/new-run/fields/select.tsx';
import type { TrialAxis } from './trial-axis.ts';

type ParameterSelectProps = {
  readonly label: string;
  readonly value: TrialAxis;
  readonly options: readonly TrialAxis[];
  readonly onChange: (name: string) => void;
};

/** One of the parameters. */
export function ParameterSelect({ label, value, options, onChange }: ParameterSelectProps) {
  return (
    <Select
      label={label}
      value={value.name}
      options={options.map(({ name }) => ({ value: name, label: name }))}
      onChange={onChange}
    />
  );
}
