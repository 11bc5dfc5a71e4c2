import { useState } from 'react';
import { parameterSummary } from '#core/config/words/parameter-summary.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { Field } from '#renderer/components/inputs/field.tsx';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import { DialogActions, EscapeHint, SubmitButton } from '#renderer/components/surfaces/dialog-actions.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { trialWords } from '#renderer/format/words.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { useStores } from '#renderer/stores/stores.ts';
import classes from '../launch.module.css';
import {
  assignmentsOf,
  type ConfigurationText,
  fieldsOf,
  firstText,
  problemsByName,
} from './enqueue-values.ts';

type EnqueueProps = {
  readonly runKey: string;
  readonly name: string;
  readonly space: SearchSpace;
  readonly best: Config | null;
  readonly onClose: () => void;
};

/** What is typed, sent and refused. */
function useEnqueue({ runKey, space, best, onClose }: EnqueueProps) {
  const { connection, notifications } = useStores();
  const [text, setText] = useState<ConfigurationText>(() => firstText(space, best));
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const send = async () => {
    setBusy(true);
    setRefusal(null);
    try {
      const done = await connection.client.run.enqueue({ key: runKey, values: assignmentsOf(text) });
      const waits = done.has_room
        ? done.workers_alive === 0 && 'No worker is alive here: resume the run to evaluate it.'
        : 'The budget of evaluations is used up: it waits for a larger one.';
      notifications.notify({
        tone: 'plain',
        title: `${trialWords(done.trial)} ${done.has_room ? 'is evaluated next' : 'waits'}`,
        message: waits || null,
        address: null,
      });
      onClose();
    } catch (error) {
      setRefusal(refusalOf(error));
      setBusy(false);
    }
  };
  return { text, setText, busy, refusal, send };
}

/** A configuration of one's own, a field a parameter, evaluated before the optimizer is asked again. */
export function EnqueueDialog(props: EnqueueProps) {
  const { name, space, best, onClose } = props;
  const { text, setText, busy, refusal, send } = useEnqueue(props);
  const problems = problemsByName(refusal?.details ?? {});
  return (
    <Dialog
      title={`Enqueue a configuration in ${name}`}
      lead={
        best === null
          ? 'It is evaluated next.'
          : 'It is evaluated next. The fields begin with the best one so far.'
      }
      onClose={onClose}
      onSubmit={() => void send()}
      foot={<EscapeHint />}
      actions={
        <DialogActions onCancel={onClose}>
          <SubmitButton unavailable={busy ? 'Enqueuing…' : null}>Enqueue</SubmitButton>
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
