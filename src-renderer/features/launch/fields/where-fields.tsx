import { useEffect, useId, useState } from 'react';
import type { ScriptPreview } from '#core/contract/run/cluster.ts';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { refusalOf } from '#renderer/host/refusal.ts';
import { useHost, useStores } from '#renderer/stores/stores.ts';
import classes from '../launch.module.css';
import type { LaunchText, LaunchValues } from './launch-fields.ts';

type WhereFieldsProps = {
  readonly text: LaunchText;
  readonly values: LaunchValues;
  readonly onChange: (text: LaunchText) => void;
  /** The run's directory, for the script; null where it is not known. */
  readonly root: string | null;
};

/** Where workers run: as processes of the host's machine, or as tasks of a cluster. */
export function WhereFields({ text, values, onChange, root }: WhereFieldsProps) {
  const refusal = useHost((state) => state.info?.slurm_refusal ?? null);
  return (
    <>
      <div className={classes.whereLine}>
        <span className={classes.whereLabel} aria-hidden>
          Where
        </span>
        <Segmented
          label="Where"
          value={text.where}
          options={[
            { value: 'here', label: 'This machine' },
            { value: 'slurm', label: 'Slurm', unavailable: refusal },
          ]}
          onChange={(where) => onChange({ ...text, where })}
        />
      </div>
      {refusal !== null && <p className={classes.hint}>Not with Slurm: {refusal}.</p>}
      {values.slurm !== null && (
        <SlurmFields
          text={text}
          options={values.slurm.options}
          values={values}
          onChange={onChange}
          root={root}
        />
      )}
    </>
  );
}

type SlurmFieldsProps = WhereFieldsProps & { readonly options: readonly string[] };

function SlurmFields({ text, options, values, onChange, root }: SlurmFieldsProps) {
  const id = useId();
  const [isShown, setIsShown] = useState(false);
  return (
    <div>
      <label htmlFor={id} className={classes.whereLabel}>
        Options of sbatch
      </label>
      <textarea
        id={id}
        className={`${classes.env} mono`}
        rows={3}
        spellCheck={false}
        placeholder={'--time=2:00:00\n--gres=gpu:1'}
        value={text.sbatch}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange({ ...text, sbatch: event.currentTarget.value })}
      />
      <p id={`${id}-hint`} className={classes.hint}>
        One a line. Each worker is a task of one array job, which begins when Slurm lets it.
      </p>
      {root !== null && (
        <details className={classes.more} onToggle={(event) => setIsShown(event.currentTarget.open)}>
          <summary>Script of the job</summary>
          {isShown && <Script root={root} workers={values.workers} options={options} />}
        </details>
      )}
    </div>
  );
}

type ScriptProps = { readonly root: string; readonly workers: number; readonly options: readonly string[] };

function Script(props: ScriptProps) {
  const { script, problem } = useScript(props);
  return problem === null ? (
    <Scroller label="Script" className={classes.script}>
      <pre className="mono">{script}</pre>
    </Scroller>
  ) : (
    <p className={classes.error}>{problem}</p>
  );
}

/** While somebody types, the script is asked for once. */
const PAUSE_MILLISECONDS = 300;

function useScript({ root, workers, options }: ScriptProps): ScriptPreview {
  const { client } = useStores().connection;
  const [preview, setPreview] = useState<ScriptPreview>({ script: '', problem: null });
  const lines = options.join('\n');
  useEffect(() => {
    let isOver = false;
    const show = (next: ScriptPreview) => {
      if (!isOver) {
        setPreview(next);
      }
    };
    const timer = setTimeout(() => {
      const wish = { root, workers, options: lines === '' ? [] : lines.split('\n') };
      client.setup
        .script(wish)
        .then(show, (thrown) => show({ script: null, problem: refusalOf(thrown).message }));
    }, PAUSE_MILLISECONDS);
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, root, workers, lines]);
  return preview;
}
