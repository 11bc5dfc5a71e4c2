import { configJson, configYaml } from '#core/config/values/config-text.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { placedValues } from '#renderer/features/run/configuration-values/placed-values.ts';
import { ValueList } from '#renderer/features/run/configuration-values/value-list.tsx';
import { useRunNow, useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import classes from '../trial.module.css';
import { pythonArguments } from './python-arguments.ts';

const NO_SPACE: readonly never[] = [];

/** The configuration, each value in its range; to be taken elsewhere with its kinds. */
export function ConfigurationPart({ trial }: { trial: Trial }) {
  const { facts } = useRunOnScreen();
  const { status } = useRunNow();
  const space = facts.space ?? NO_SPACE;
  return (
    <>
      <Scroller className={classes.scroll} label="Configuration">
        <ValueList
          values={placedValues(trial.config, facts.space)}
          isBest={trial.trial === status.best?.trial}
        />
      </Scroller>
      <div className={classes.acts}>
        <span className="text3 small">Copy as</span>
        <CopyButton variant="default" text={() => configYaml(trial.config, space)}>
          YAML
        </CopyButton>
        <CopyButton variant="default" text={() => configJson(trial.config, space)}>
          JSON
        </CopyButton>
        <CopyButton
          variant="default"
          label="Copy as Python keyword arguments"
          text={() => pythonArguments(trial.config, space)}
        >
          Python
        </CopyButton>
      </div>
    </>
  );
}
