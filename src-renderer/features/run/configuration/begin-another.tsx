import { useLocation } from 'wouter';
import type { RunConfiguration } from '#core/contract/run/run-view.ts';
import { ActionButton } from '#renderer/components/buttons/action-button.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { Message } from '#renderer/components/text/message.tsx';
import { takePath } from '#renderer/features/open/open-flows.ts';
import { counted } from '#renderer/format/numbers.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { useBeginActions } from './begin-actions.tsx';
import classes from './configuration.module.css';

/** Opens another run by its directory. */
function RunLink({ root, name }: { root: string; name: string }) {
  const stores = useStores();
  const [, go] = useLocation();
  const open = async () => {
    const refusal = await takePath('open-directory', root, { stores, go });
    if (refusal) {
      stores.notifications.notify({
        tone: 'failed',
        title: `${name} did not open`,
        message: refusal.message,
        address: null,
      });
    }
  };
  return (
    <button type="button" className={classes.link} title={root} onClick={() => void open()}>
      {name}
    </button>
  );
}

/** The run that this one began with, and those that began with this one. */
function Links({ branched_from, branches }: Pick<RunConfiguration, 'branched_from' | 'branches'>) {
  return (
    <>
      {branched_from && (
        <p>
          Began with {counted(branched_from.imported, 'trial')} of{' '}
          <RunLink root={branched_from.root} name={branched_from.name} />, which no budget counts.
          {branched_from.left_out.map(({ because, trials }) => (
            <span key={because} className="text3">
              {' '}
              {trials === 1 ? 'One was' : `${trials} were`} left out: each <Message>{because}</Message>.
            </span>
          ))}
        </p>
      )}
      {branches.length > 0 && (
        <p>
          Branched into{' '}
          {branches.map(({ root, name }, index) => (
            <span key={root}>
              {index > 0 && ', '}
              <RunLink root={root} name={name} />
            </span>
          ))}
          .
        </p>
      )}
    </>
  );
}

/** Other runs that begin with this one: its text, or its text and its trials. */
export function BeginAnother({ configuration }: { configuration: RunConfiguration }) {
  const [template, branch] = useBeginActions();
  const { branched_from, branches, launches } = configuration;
  return (
    <Card
      title="Begin another"
      controls={
        <>
          {launches.length === 0 && <ActionButton action={template} size="small" />}
          <ActionButton action={branch} size="small" />
        </>
      }
    >
      <div className={classes.another}>
        <p className="text2">
          A branch is a new root with a changed space or optimizer. It begins with the trials of this run that
          still fit.
        </p>
        <Links branched_from={branched_from} branches={branches} />
      </div>
    </Card>
  );
}
