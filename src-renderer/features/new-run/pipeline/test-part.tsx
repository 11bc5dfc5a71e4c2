import { IconPlayerStop, IconTestPipe } from '@tabler/icons-react';
import { useLayoutEffect, useRef } from 'react';
import { formatNumber } from '#core/analysis/words/format.ts';
import { formatDuration } from '#core/analysis/words/format-duration.ts';
import { type ConfigValue, fromJsonNumber } from '#core/contract/value.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { logText } from '../../../format/log-text.ts';
import classes from './pipeline.module.css';
import type { TestOnce, TestState } from './use-test-once.ts';

type TestPartProps = {
  readonly test: TestOnce;
  readonly text: string;
  /** Why it can't be tested now; null where it can. */
  readonly unavailable: string | null;
  readonly hasFidelity: boolean;
};

/** The button that evaluates one configuration, and what came of it. */
export function TestPart({ test, text, unavailable, hasFidelity }: TestPartProps) {
  const { state } = test;
  const isRunning = state?.phase === 'running';
  return (
    <div className={classes.part}>
      <div className={classes.row}>
        <Button
          size="small"
          icon={IconTestPipe}
          unavailable={isRunning ? 'A test is running' : unavailable}
          onClick={test.begin}
        >
          Test once
        </Button>
        {isRunning && (
          <Button size="small" icon={IconPlayerStop} onClick={test.cancel}>
            Cancel test
          </Button>
        )}
        <span className="text3 small" role="status">
          {state === null
            ? `Evaluates one configuration in a scratch directory${hasFidelity ? ', at the lowest fidelity' : ''}`
            : statusWords(state, text)}
        </span>
      </div>
      {state !== null && <Outcome state={state} />}
    </div>
  );
}

function statusWords(state: TestState, text: string): string {
  if (state.phase === 'running') {
    return state.config === null ? 'Starting…' : 'Evaluating…';
  }
  if (state.phase === 'cancelled') {
    return 'The test was cancelled';
  }
  return state.text === text ? '' : 'Configuration changed since this test';
}

function Outcome({ state }: { readonly state: TestState }) {
  const { config, output, end, refusal } = state;
  return (
    <div className={classes.outcome}>
      {config !== null && (
        <p className={classes.config}>
          {Object.entries(config)
            .map(([name, value]) => `${name}=${valueText(value)}`)
            .join('  ')}
        </p>
      )}
      {output !== '' && <Output text={output} />}
      {end !== null && end.loss !== null && (
        <p>
          <b className="strong">Loss {formatNumber(fromJsonNumber(end.loss))}</b>
          {end.cost !== null && `, cost ${formatNumber(end.cost)}`}
          {end.seconds !== null && <span className="text2"> in {secondsText(end.seconds)}</span>}
        </p>
      )}
      {end?.error && (
        <>
          <ErrorNotice title={`${end.error.type}${afterWords(end.seconds)}`} error={end.error} />
          {end.error.traceback !== '' && (
            <Scroller className={classes.output} label="Traceback of the test">
              {end.error.traceback}
            </Scroller>
          )}
        </>
      )}
      {refusal !== null && <ErrorNotice title="The test could not be made" error={refusal} />}
    </div>
  );
}

function valueText(value: ConfigValue): string {
  return typeof value === 'number' && !Number.isInteger(value) ? formatNumber(value) : String(value);
}

/** Short evaluations are told by their hundredths. */
function secondsText(seconds: number): string {
  return seconds < 10 ? `${seconds.toFixed(2)} s` : formatDuration(seconds);
}

function afterWords(seconds: number | null): string {
  return seconds === null ? '' : ` after ${secondsText(seconds)}`;
}

function Output({ text }: { readonly text: string }) {
  const place = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the view moves when the text does.
  useLayoutEffect(() => {
    place.current?.scrollTo({ top: place.current.scrollHeight });
  }, [text]);
  return (
    <Scroller ref={place} className={classes.output} label="Output of the test">
      {logText(text)}
    </Scroller>
  );
}
