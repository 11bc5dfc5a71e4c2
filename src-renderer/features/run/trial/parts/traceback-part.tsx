import { useState } from 'react';
import type { Trial } from '#core/contract/run/trial.ts';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import classes from '../trial.module.css';

/** One line of a traceback and what it is. */
type TracebackLine = {
  readonly text: string;
  readonly kind: 'place' | 'code' | 'error' | 'other';
  /** Frames of installed libraries, which are rarely to blame. */
  readonly isLibrary: boolean;
};

const PLACE = /^\s*(File "|at )/;
const LIBRARY = /site-packages|dist-packages|node_modules|node:internal|[\\/]lib[\\/]python\d/;

/** The lines of a Python or JavaScript traceback. What stands under the place of a library's frame belongs to it. */
export function tracebackLines(traceback: string): readonly TracebackLine[] {
  let inLibrary = false;
  return traceback
    .replace(/\n+$/, '')
    .split('\n')
    .map((text) => {
      if (PLACE.test(text)) {
        inLibrary = LIBRARY.test(text);
        return { text, kind: 'place', isLibrary: inLibrary };
      }
      if (/^\s/.test(text)) {
        return { text, kind: 'code', isLibrary: inLibrary };
      }
      inLibrary = false;
      return { text, kind: /^[\w.]+(:|$)/.test(text) ? 'error' : 'other', isLibrary: false };
    });
}

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
