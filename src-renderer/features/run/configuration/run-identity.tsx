import type { ReactNode } from 'react';
import type { RunConfiguration } from '#core/contract/run/run-view.ts';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { PathText } from '#renderer/components/text/path-text.tsx';
import { RelativeTime } from '#renderer/components/text/relative-time.tsx';
import { bytes, counted } from '#renderer/format/numbers.ts';
import { optimizerTitle } from '#renderer/format/words.ts';
import { useRunNow } from '../live/run-context.ts';
import classes from './configuration.module.css';

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Optimizer({ optimizer }: { optimizer: RunConfiguration['facts']['optimizer'] }) {
  if (!optimizer) {
    return 'not known';
  }
  const given = Object.entries(optimizer.arguments).map(([name, value]) => `${name}: ${value}`);
  return (
    <>
      {optimizerTitle(optimizer.name)} <span className="mono text3">{optimizer.name}</span>
      {given.length > 0 && <div className="mono text2">{given.join(', ')}</div>}
      <div className="text3 small">{optimizer.reason}</div>
    </>
  );
}

/** Versions of the app that launched the run, without repetition. */
function versionsOf({ launches }: RunConfiguration): string {
  return [...new Set(launches.map(({ version }) => version))].join(', ') || 'not known';
}

/** What the run is and what it takes. */
export function RunIdentity({ configuration }: { configuration: RunConfiguration }) {
  const { status } = useRunNow();
  const { facts, format, run_id, size_bytes, files } = configuration;
  const seed = facts.settings?.seed;
  const notes = status.problems.filter(({ severity }) => severity === 'note');
  return (
    <Card title="This run">
      <dl className={classes.lines}>
        <Line label="Directory">
          <span className={classes.copied}>
            <PathText path={facts.root} />
            <CopyButton text={facts.root} label="Copy directory" />
          </span>
        </Line>
        <Line label="Optimizer">
          <Optimizer optimizer={facts.optimizer} />
        </Line>
        {typeof seed === 'number' && (
          <Line label="Seed">
            <span className="mono">{seed}</span>
          </Line>
        )}
        {run_id && (
          <Line label="Run id">
            <span className={classes.copied}>
              <span className="mono ellipsis">{run_id}</span>
              <CopyButton text={run_id} label="Copy run id" />
            </span>
          </Line>
        )}
        {status.created_at && (
          <Line label="Created">
            <RelativeTime at={status.created_at} />
          </Line>
        )}
        <Line label="Layout">
          {status.layout}
          {format !== null && `, format ${format}`}
        </Line>
        <Line label="Version">{versionsOf(configuration)}</Line>
        <Line label="Disk use">
          {bytes(size_bytes)} in {counted(files, 'file')}
        </Line>
        {notes.length > 0 && (
          <Line label="To know">
            {notes.map(({ message }) => (
              <p key={message}>{message}.</p>
            ))}
          </Line>
        )}
      </dl>
    </Card>
  );
}
