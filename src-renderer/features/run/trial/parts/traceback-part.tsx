import { useState } from 'react';
import type { Trial } from '#core/contract/run/trial.ts';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import classes from '../trial.module.css';
import { tracebackLines } from './traceback-lines.ts';

/** Where the error came from. */
export function TracebackPart({ trial }: { trial: Trial }) {
  const [dims, setDims] = useState(true);
  const traceback = trial.error?.traceback ?? '';
  const lines = tracebackLines(traceback);
  return (
    <>
      <Scroller className={classes.traceback} label="Traceback">
        {lines.map((line, index) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name than their number.
            key={index}
            data-kind={line.kind}
            data-dim={(dims && line.isLibrary) || undefined}
          >
            {`${line.text}\n`}
          </span>
        ))}
      </Scroller>
      <div className={classes.acts}>
        {lines.some(({ isLibrary }) => isLibrary) && (
          <Checkbox label="Dim library frames" checked={dims} onChange={setDims} />
        )}
        <span className="grow" />
        <CopyButton variant="default" text={traceback}>
          Copy traceback
        </CopyButton>
      </div>
    </>
  );
}
