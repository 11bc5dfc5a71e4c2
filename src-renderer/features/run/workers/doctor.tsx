import { useState } from 'react';
import type { Diagnosis, Finding } from '#core/contract/diagnosis.ts';
import { Button } from '#renderer/components/button.tsx';
import { Card } from '#renderer/components/card.tsx';
import { CopyButton } from '#renderer/components/copy-button.tsx';
import { ErrorNotice } from '#renderer/components/error-notice.tsx';
import { Message } from '#renderer/components/message.tsx';
import { counted } from '#renderer/format/numbers.ts';
import { type Refusal, refusalOf } from '#renderer/host/refusal.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useRunOnScreen } from '../live/run-context.ts';
import classes from './doctor.module.css';
import { doctorCommands } from './doctor-command.ts';

const SEVERITIES = { error: 'Error', warning: 'Warning', note: 'Note' } as const;

type Look = {
  readonly isLooking: boolean;
  readonly diagnosis: Diagnosis | null;
  readonly error: Refusal | null;
};

/** What is wrong with the directory of the run, how that is known, and the command that mends it. */
export function Doctor() {
  const { runKey } = useRunOnScreen();
  const { client } = useStores().connection;
  const [{ isLooking, diagnosis, error }, setLook] = useState<Look>({
    isLooking: false,
    diagnosis: null,
    error: null,
  });
  const look = async () => {
    setLook({ isLooking: true, diagnosis, error: null });
    try {
      setLook({ isLooking: false, diagnosis: await client.run.doctor({ key: runKey }), error: null });
    } catch (thrown) {
      setLook({ isLooking: false, diagnosis, error: refusalOf(thrown) });
    }
  };
  return (
    <Card
      title="Doctor"
      caption={captionOf(diagnosis)}
      className={classes.doctor}
      controls={
        <Button size="small" onClick={look} unavailable={isLooking ? 'It is being looked at.' : null}>
          {diagnosis === null ? 'Examine the run' : 'Examine again'}
        </Button>
      }
    >
      {error && <ErrorNotice error={error} title="The run could not be examined" />}
      {diagnosis === null ? (
        <p className="text3">
          Compares journal and files, and looks for what dead workers left. Writes nothing.
        </p>
      ) : (
        <Findings diagnosis={diagnosis} />
      )}
    </Card>
  );
}

function captionOf(diagnosis: Diagnosis | null): string {
  if (diagnosis === null) {
    return '';
  }
  return diagnosis.findings.length === 0 ? 'nothing is wrong' : counted(diagnosis.findings.length, 'finding');
}

function Findings({ diagnosis: { findings, journal_deletable, root } }: { diagnosis: Diagnosis }) {
  const journal = journal_deletable.may ? 'may be deleted' : 'must stay';
  return (
    <>
      <ul className={classes.findings} aria-label="Findings">
        {findings.map((found) => (
          <Row
            key={`${found.code} ${found.trial} ${found.path} ${found.message}`}
            found={found}
            root={root}
          />
        ))}
      </ul>
      <p className="text3">
        The journal {journal}: {journal_deletable.because}.
      </p>
    </>
  );
}

function Row({ found, root }: { found: Finding; root: string }) {
  const { severity, message, evidence, mend } = found;
  return (
    <li>
      <p>
        <strong data-severity={severity}>{SEVERITIES[severity]}</strong> <Message>{message}</Message>
      </p>
      {evidence.map((line) => (
        <p key={line} className="text3">
          {line}
        </p>
      ))}
      {mend && <p className="text2">Mended so: {mend.does}.</p>}
      {doctorCommands(root, mend).map((command) => (
        <p key={command} className={classes.command}>
          <code className="mono">{command}</code>
          <CopyButton text={command} label={`Copy ${command}`} />
        </p>
      ))}
    </li>
  );
}
