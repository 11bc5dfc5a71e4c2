import { useState } from 'react';
import { floatText, numberText } from '#core/config/values/scalar-text.ts';
import { choiceTexts, parameterSummary } from '#core/config/words/parameter-summary.ts';
import type { HomeRun } from '#core/contract/home.ts';
import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import { Field } from '#renderer/components/inputs/field.tsx';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import { DialogActions, EscapeHint, SubmitButton } from '#renderer/components/surfaces/dialog-actions.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { count } from '#renderer/format/numbers.ts';
import { trialWords } from '#renderer/format/words.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { useStores } from '#renderer/stores/stores.ts';
import classes from '../launch.module.css';
import { lastLaunch, useHomeRun } from '../use-launch.ts';

type EnqueueProps = {
  readonly runKey: string;
  readonly name: string;
  readonly space: SearchSpace;
  readonly best: Config | null;
  readonly onClose: () => void;
};

/** The total with which one configuration more can be evaluated; null if there is room for it already. */
function neededTotal(run: HomeRun | null): number | null {
  const { committed = 0, total = null } = run?.status?.budget.evaluations ?? {};
  return total !== null && committed >= total ? committed + 1 : null;
}

/** What is typed, sent and refused. */
function useEnqueue({ runKey, space, best, onClose }: EnqueueProps) {
  const { connection, notifications } = useStores();
  const run = useHomeRun(runKey);
  const total = neededTotal(run);
  const [text, setText] = useState<ConfigurationText>(() => firstText(space, best));
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const isRunning = run?.status?.state === 'running';
  const raise = async (total: number) => {
    const { workers, env } = lastLaunch(run);
    const set = [`max_evaluations_total=${total}`];
    const wish = { key: runKey, workers: isRunning ? 0 : workers, env, set };
    await connection.client.run.resume({ ...wish, failed: 'keep', slurm: null });
  };
  const send = async () => {
    setBusy(true);
    setRefusal(null);
    try {
      const done = await connection.client.run.enqueue({ key: runKey, values: assignmentsOf(text) });
      if (total !== null) {
        await raise(total);
      }
      const waits = total === null && done.workers_alive === 0;
      notifications.notify({
        tone: 'plain',
        title: `${trialWords(done.trial)} ${waits ? 'is queued' : 'is evaluated next'}`,
        message: waits ? 'No worker is alive here: resume the run to evaluate it.' : null,
        address: null,
      });
      onClose();
    } catch (error) {
      setRefusal(refusalOf(error));
      setBusy(false);
    }
  };
  return { text, setText, busy, refusal, send, total, isRunning };
}

type Moment = { readonly total: number | null; readonly isRunning: boolean };

/** When it is evaluated. */
function whenWords({ total, isRunning }: Moment): string {
  if (total !== null) {
    return 'The budget of evaluations is used up: raise it by 1 to run this configuration next.';
  }
  return isRunning ? 'It is evaluated next.' : 'It is evaluated first when the run is resumed.';
}

/** A configuration of one's own, a field a parameter, evaluated before the optimizer is asked again. */
export function EnqueueDialog(props: EnqueueProps) {
  const { name, space, best, onClose } = props;
  const { text, setText, busy, refusal, send, ...moment } = useEnqueue(props);
  const { total } = moment;
  const problems = problemsByName(refusal?.details ?? {});
  return (
    <Dialog
      title={`Enqueue a configuration in ${name}`}
      lead={`${whenWords(moment)}${best === null ? '' : ' The fields begin with the best one so far.'}`}
      onClose={onClose}
      onSubmit={() => void send()}
      foot={<EscapeHint />}
      actions={
        <DialogActions onCancel={onClose}>
          <SubmitButton unavailable={busy ? 'Enqueuing…' : null}>
            {total === null ? 'Enqueue' : `Raise budget to ${count(total)} and run`}
          </SubmitButton>
        </DialogActions>
      }
    >
      <div className={classes.totals}>
        {fieldsOf(space).map((parameter, index) => (
          <Field
            key={parameter.name}
            label={parameter.name}
            mono
            size="large"
            spellCheck={false}
            data-autofocus={index === 0 || undefined}
            value={text[parameter.name] ?? ''}
            error={problems.get(parameter.name)}
            description={parameterSummary(parameter)}
            onChange={(value) => setText({ ...text, [parameter.name]: value })}
          />
        ))}
      </div>
      {refusal && problems.size === 0 && <ErrorNotice error={refusal} />}
    </Dialog>
  );
}

/** What is typed for each parameter, as YAML. */
type ConfigurationText = Readonly<Record<string, string>>;

/** The parameters that have a field: constants are what they are. */
function fieldsOf(space: SearchSpace): readonly Parameter[] {
  return space.filter(({ kind }) => kind !== 'constant');
}

/** The best configuration so far, else priors; the fidelity at its upper bound. */
function firstText(space: SearchSpace, best: Config | null): ConfigurationText {
  return Object.fromEntries(
    fieldsOf(space).map((parameter) => {
      const value = firstValue(parameter, best);
      return [parameter.name, value === null ? '' : valueText(parameter, value)];
    }),
  );
}

function firstValue(parameter: Parameter, best: Config | null): ConfigValue | null {
  if (parameter.kind === 'constant') {
    return parameter.value;
  }
  if (parameter.kind !== 'categorical' && parameter.is_fidelity) {
    return parameter.upper;
  }
  return best?.[parameter.name] ?? parameter.prior;
}

function valueText(parameter: Parameter, value: ConfigValue): string {
  if (parameter.kind === 'categorical') {
    return choiceTexts(parameter)[parameter.choices.indexOf(value)] ?? String(value);
  }
  if (typeof value !== 'number') {
    return String(value);
  }
  return parameter.kind === 'float' ? floatText(value) : numberText(value);
}

/** `NAME=VALUE`s for the engine; an empty field is not given. */
function assignmentsOf(text: ConfigurationText): string[] {
  return Object.entries(text)
    .filter(([, value]) => value.trim() !== '')
    .map(([name, value]) => `${name}=${value.trim()}`);
}

/** The engine's findings by the parameter that they are of. */
function problemsByName(details: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const problems = Array.isArray(details.problems) ? (details.problems as readonly unknown[]) : [];
  return new Map(
    problems.flatMap((problem) => {
      const { path, message } = problem as { readonly path?: unknown; readonly message?: unknown };
      return typeof path === 'string' && typeof message === 'string' ? [[path, message] as const] : [];
    }),
  );
}
