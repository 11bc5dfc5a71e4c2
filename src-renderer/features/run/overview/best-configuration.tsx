import { useMemo } from 'react';
import { configYaml } from '#core/config/values/config-text.ts';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { type PlacedValue, placedValues } from '../configuration-values/placed-values.ts';
import { ValueList } from '../configuration-values/value-list.tsx';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { useRunOnScreen } from '../live/run-context.ts';
import { objectivesOf } from '../live/trials/objectives.ts';
import { TrialLink } from '../live/trials/trial-link.tsx';
import classes from './overview.module.css';

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
  const { runKey, facts } = useRunOnScreen();
  const { best, known } = useShownTrials();
  const values = useMemo(
    () => (best === null ? [] : placedValues(best.config, facts.space)),
    [best, facts.space],
  );
  return (
    <Card
      title="Best configuration"
      caption={best && <TrialLink runKey={runKey} trial={best.trial} />}
      controls={
        best && (
          <CopyButton label="Copy as YAML" text={() => configYaml(best.config, facts.space ?? [])}>
            Copy
          </CopyButton>
        )
      }
      note={noteOf(values)}
    >
      {best === null ? (
        <p className={classes.nothing}>
          {objectivesOf(known) > 1
            ? 'With several objectives no one trial is the best: the Pareto front has those that no other beats.'
            : 'The first trial that ends with a loss will stand here.'}
        </p>
      ) : (
        <ValueList values={values} isBest />
      )}
    </Card>
  );
}
