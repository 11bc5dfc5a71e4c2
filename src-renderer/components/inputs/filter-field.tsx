import { IconFilter } from '@tabler/icons-react';
import { Icon } from '../text/icon.tsx';
import { Field } from './field.tsx';

type FilterFieldProps = {
  /** What the words are looked for in; stands in the empty field. */
  readonly label: string;
  readonly className?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** Words that a list is narrowed down by. */
export function FilterField({ label, ...field }: FilterFieldProps) {
  return (
    <Field
      {...field}
      label={label}
      hideLabel
      placeholder={label}
      type="search"
      icon={<Icon of={IconFilter} small />}
    />
  );
}
