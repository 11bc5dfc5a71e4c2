import { type ComponentProps, type RefObject, useId, useLayoutEffect, useRef } from 'react';
import { Field } from '#renderer/components/inputs/field.tsx';
import { counted } from '#renderer/format/numbers.ts';
import { useHost } from '#renderer/stores/stores.ts';
import classes from '../launch.module.css';
import { type LaunchText, type LaunchValues, MOST_WORKERS } from './launch-fields.ts';
import { WhereFields } from './where-fields.tsx';

type LaunchFieldsProps = {
  readonly text: LaunchText;
  readonly values: LaunchValues;
  /** The fewest workers that may be asked for. */
  readonly least: number;
  readonly onChange: (text: LaunchText) => void;
  /** What the number means here: how many start, how many join. */
  readonly about?: string;
  /** The run's directory; null where it is not known. */
  readonly root: string | null;
};

/** How many workers, and the variables that they see. */
export function LaunchFields({ text, values, least, onChange, about, root }: LaunchFieldsProps) {
  const envId = useId();
  const cpus = useHost((state) => state.info?.cpus ?? null);
  const machine = cpus === null || values.slurm !== null ? '' : `This machine has ${counted(cpus, 'core')}.`;
  return (
    <>
      <NumberField
        className={classes.number}
        label="Workers"
        min={least}
        max={MOST_WORKERS}
        step={1}
        data-autofocus
        value={text.workers}
        error={values.workersError}
        description={[about, machine].filter(Boolean).join(' ')}
        onChange={(workers) => onChange({ ...text, workers })}
      />
      <WhereFields text={text} values={values} onChange={onChange} root={root} />
      <details className={classes.more} open={text.env !== '' || undefined}>
        <summary>Environment variables</summary>
        <label htmlFor={envId} className="visually-hidden">
          Environment variables
        </label>
        <textarea
          id={envId}
          className={`${classes.env} mono`}
          rows={3}
          spellCheck={false}
          placeholder={'CUDA_VISIBLE_DEVICES=[0, 1]\nOMP_NUM_THREADS=4'}
          value={text.env}
          aria-invalid={values.envError ? true : undefined}
          aria-describedby={values.envError ? `${envId}-hint ${envId}-error` : `${envId}-hint`}
          onChange={(event) => onChange({ ...text, env: event.currentTarget.value })}
        />
        <p id={`${envId}-hint`} className={classes.hint}>
          One a line. Values in brackets are dealt out, one a worker: <code>[0, 1]</code>.
        </p>
        {values.envError && (
          <p id={`${envId}-error`} className={classes.error}>
            {values.envError}
          </p>
        )}
      </details>
    </>
  );
}

/** A number of a launch. Focusing it selects it, so that typing replaces what was proposed. */
export function NumberField({ onChange, ...rest }: Omit<ComponentProps<typeof Field>, 'type' | 'size'>) {
  const { onType, ...selected } = useSelectedNumber(rest.value);
  return (
    <Field
      {...rest}
      {...selected}
      type="number"
      size="large"
      onChange={(value) => {
        onType(value);
        onChange(value);
      }}
    />
  );
}

type SelectedNumber = {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly onFocus: () => void;
  /** To be told of each change by a person. */
  readonly onType: (text: string) => void;
};

/**
 * A number that is gone to is selected, so that typing replaces it, and so is one that becomes another meanwhile: a `2`
 * that is meant for a `1` must not make `21` workers of it.
 */
function useSelectedNumber(shown: string): SelectedNumber {
  const ref = useRef<HTMLInputElement>(null);
  const typed = useRef<string | null>(null);
  useLayoutEffect(() => {
    if (ref.current !== null && document.activeElement === ref.current && typed.current !== shown) {
      ref.current.select();
    }
  }, [shown]);
  return {
    ref,
    onFocus: () => ref.current?.select(),
    onType: (text) => {
      typed.current = text;
    },
  };
}
