import type { ReactNode } from 'react';
import type { DiagnosedWorker, Diagnosis, Finding } from '#core/contract/run/diagnosis.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Message } from '#renderer/components/text/message.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import classes from './doctor.module.css';

/** What one press mends, as the engine takes it. */
export type MendWish = {
  readonly all: boolean;
  readonly requeue: readonly string[];
  readonly crash: readonly string[];
  readonly keep: readonly { readonly trial: string; readonly side: 'journal' | 'files' }[];
};

/** A way to mend a finding: its name, in short where the row tells the rest, and what it does. */
type MendOption = { readonly name: string; readonly label: string; readonly wish: MendWish };

const NOTHING: MendWish = { all: false, requeue: [], crash: [], keep: [] };

/** Everything that has one answer. */
export const MEND_ALL: MendWish = { ...NOTHING, all: true };

/** Whether `MEND_ALL` would do something about it. */
export function hasOneAnswer({ mend }: Finding): boolean {
  return mend?.options.includes('--mend') ?? false;
}

/** The decisions that a finding leaves to a person, read off the options of the command line. */
function decisionsOf({ mend }: Finding): readonly MendOption[] {
  return (mend?.options ?? []).flatMap((option) => decisionOf(option) ?? []);
}

function decisionOf(option: string): MendOption | null {
  const [word, value = ''] = option.split(' ', 2);
  switch (word) {
    case '--requeue':
      return {
        name: 'Run again',
        label: `Run again: trial ${value}`,
        wish: { ...NOTHING, requeue: [value] },
      };
    case '--crash':
      return {
        name: 'Give up',
        label: `Give up: trial ${value} counts as crashed`,
        wish: { ...NOTHING, crash: [value] },
      };
    case '--keep': {
      const at = value.lastIndexOf('=');
      const trial = value.slice(0, at);
      const side = value.slice(at + 1) === 'files' ? 'files' : 'journal';
      return {
        name: `Keep the ${side}`,
        label: `Keep the ${side}: what ${side === 'files' ? 'they say' : 'it says'} of trial ${trial}`,
        wish: { ...NOTHING, keep: [{ trial, side }] },
      };
    }
    default:
      return null;
  }
}

const SEVERITIES = { error: 'Error', warning: 'Warning', note: 'Note' } as const;

type FindingsProps = {
  readonly diagnosis: Diagnosis;
  readonly busy: string | null;
  /** Null where nothing may be written here: then the commands that mend are given. */
  readonly onMend: ((wish: MendWish) => void) | null;
};

/** What the doctor found and mended, and what may be done about each finding. */
export function Findings({ diagnosis, busy, onMend }: FindingsProps) {
  const { findings, journal_deletable, root, mended, workers } = diagnosis;
  const journal = journal_deletable.may ? 'may be deleted' : 'must stay';
  return (
    <>
      {mended.length > 0 && (
        <ul className={classes.findings} aria-label="Mended">
          {mended.map((what) => (
            <li key={what}>
              <strong data-severity="mended">Mended</strong> <Message>{what}</Message>
            </li>
          ))}
        </ul>
      )}
      <ul className={classes.findings} aria-label="Findings">
        {findings.map((found) => (
          <Row key={`${found.code} ${found.trial} ${found.path} ${found.message}`} found={found}>
            {onMend === null ? (
              <Commands root={root} mend={found.mend} />
            ) : (
              <Decisions found={found} busy={busy} onMend={onMend} />
            )}
          </Row>
        ))}
      </ul>
      <Living workers={workers.filter(({ alive }) => alive !== false)} />
      <p className="text3">
        The journal {journal}: {journal_deletable.because}.
      </p>
    </>
  );
}

/** How it is known of each worker that it lives, or may. */
function Living({ workers }: { workers: readonly DiagnosedWorker[] }) {
  return (
    workers.length > 0 && (
      <ul className={classes.living} aria-label="Workers that have not left">
        {workers.map(({ id, alive, known_by, heartbeat_at }) => (
          <li key={id}>
            <span className="mono">{id}</span> {alive === null ? 'may live' : 'lives'}: {known_by}
            {heartbeat_at !== null && (
              <>
                ; last heartbeat <RelativeTime at={heartbeat_at} />
              </>
            )}
          </li>
        ))}
      </ul>
    )
  );
}

const TIME = /(\d{4}-\d\d-\d\dT[\d:.]+Z)/;

/** What is known, with how long ago a time was in its place. */
function Evidence({ line }: { line: string }) {
  return (
    <p className="text3">
      {line.split(TIME).map((part) => (TIME.test(part) ? <RelativeTime key={part} at={part} /> : part))}
    </p>
  );
}

function Row({ found, children }: { found: Finding; children: ReactNode }) {
  const { severity, message, evidence, mend } = found;
  return (
    <li>
      <p>
        <strong data-severity={severity}>{SEVERITIES[severity]}</strong> <Message>{message}</Message>
      </p>
      {evidence.map((line) => (
        <Evidence key={line} line={line} />
      ))}
      {mend && <p className="text2">Mended so: {mend.does}.</p>}
      {children}
    </li>
  );
}

type DecisionsProps = {
  readonly found: Finding;
  readonly busy: string | null;
  readonly onMend: (wish: MendWish) => void;
};

function Decisions({ found, busy, onMend }: DecisionsProps) {
  const decisions = decisionsOf(found);
  return (
    decisions.length > 0 && (
      <p className={classes.decisions}>
        {decisions.map(({ name, label, wish }) => (
          <Button key={label} size="small" label={label} unavailable={busy} onClick={() => onMend(wish)}>
            {name}
          </Button>
        ))}
      </p>
    )
  );
}

function Commands({ root, mend }: { root: string; mend: Finding['mend'] }) {
  return doctorCommands(root, mend).map((command) => (
    <p key={command} className={classes.command}>
      <code className="mono">{command}</code>
      <CopyButton text={command} label={`Copy ${command}`} />
    </p>
  ));
}

/** A path as a POSIX shell takes it. */
function quoted(path: string): string {
  return /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The command that mends a finding in one way; null where none does. */
function doctorCommands(root: string, mend: Finding['mend']): readonly string[] {
  return (mend?.options ?? []).map((option) => `incumbent doctor ${quoted(root)} ${option}`);
}
