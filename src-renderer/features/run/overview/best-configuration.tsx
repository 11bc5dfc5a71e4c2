import { Tooltip } from '@mantine/core';
import { useMemo } from 'react';
import { configYaml } from '#core/config/config-text.ts';
import { Card } from '#renderer/components/card.tsx';
import { CopyButton } from '#renderer/components/copy-button.tsx';
import { useRunOnScreen } from '../live/run-context.ts';
import { TrialLink } from '../live/trial-link.tsx';
import { type PlacedValue, placedValues } from './collect.ts';
import classes from './overview.module.css';
import { ValuePlace } from './value-place.tsx';

function Value({ value }: { value: PlacedValue }) {
  const text = <dd className={`mono ${classes.value} ellipsis`}>{value.text}</dd>;
  return (
    <div className={classes.parameter}>
      <dt className="mono ellipsis" title={value.name}>
        {value.name}
      </dt>
      {value.full === null ? text : <Tooltip label={value.full}>{text}</Tooltip>}
      <dd className={classes.valuePlace}>
        {value.parameter !== null && value.place !== null && (
          <ValuePlace parameter={value.parameter} place={value.place} priorPlace={value.priorPlace} />
        )}
        {value.parameter?.kind === 'constant' && <span className="text3">constant</span>}
      </dd>
    </div>
  );
}

function noteOf(values: readonly PlacedValue[]): string | null {
  const places = values.some(({ place }) => place !== null);
  const priors = values.some(({ priorPlace }) => priorPlace !== null);
  if (!places) {
    return null;
  }
  return priors
    ? 'Dot or bar: place in the range. Small triangle: centre of the prior.'
    : 'Dot or bar: place in the range.';
}

/** The configuration with the lowest loss, each value in its range. */
export function BestConfiguration() {
  const { runKey, status, facts } = useRunOnScreen();
  const { best } = status;
  const values = useMemo(
    () => (best === null ? [] : placedValues(best.config, facts.space)),
    [best, facts.space],
  );
  return (
    <Card
      title="Best configuration"
      caption={best && <TrialLink runKey={runKey} trial={best.trial} />}
      controls={
        best && <CopyButton text={() => configYaml(best.config, facts.space ?? [])}>Copy as YAML</CopyButton>
      }
      note={noteOf(values)}
    >
      {best === null ? (
        <p className={classes.nothing}>The first trial that ends with a loss will stand here.</p>
      ) : (
        <dl className={classes.parameters}>
          {values.map((value) => (
            <Value key={value.name} value={value} />
          ))}
        </dl>
      )}
    </Card>
  );
}
