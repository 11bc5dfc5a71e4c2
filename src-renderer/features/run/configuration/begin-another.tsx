import { IconGitBranch, IconTemplate } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { templateOfRun } from '#core/config/run-template.ts';
import type { RunConfiguration } from '#core/contract/run-view.ts';
import { action } from '#renderer/actions/action.ts';
import { useActions } from '#renderer/actions/use-actions.ts';
import { ActionButton } from '#renderer/components/action-button.tsx';
import { Card } from '#renderer/components/card.tsx';
import { Message } from '#renderer/components/message.tsx';
import { beginBranch, originOf } from '#renderer/features/new-run/documents/begin-with-run.ts';
import { takePath } from '#renderer/features/open/open-flows.ts';
import { counted } from '#renderer/format/numbers.ts';
import { addresses } from '#renderer/routing/addresses.ts';
import { useStores } from '#renderer/stores/stores.ts';
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
  const stores = useStores();
  const [, navigate] = useLocation();
  const { facts, branched_from, branches } = configuration;
  const actions = useMemo(
    () => [
      action({
        id: `template:${facts.key}`,
        name: 'Use as template',
        group: facts.name,
        icon: IconTemplate,
        run: () => {
          const template = templateOfRun(configuration);
          stores.draft.replace(template.text, originOf(template, facts.name));
          navigate(addresses.newRun);
        },
      }),
      action({
        id: `branch:${facts.key}`,
        name: 'Branch',
        group: facts.name,
        icon: IconGitBranch,
        unavailable: facts.space === null ? 'Its search space can’t be read' : null,
        run: () => {
          beginBranch(stores, configuration);
          navigate(addresses.newRun);
        },
      }),
    ],
    [stores, navigate, configuration, facts],
  );
  useActions('begin-another', actions);
  return (
    <Card
      title="Begin another"
      controls={actions
        .filter(({ id }) => id.startsWith('branch:') || configuration.launches.length === 0)
        .map((each) => <ActionButton key={each.id} action={each} size="small" />)}
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
