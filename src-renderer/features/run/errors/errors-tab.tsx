import { IconRefresh } from '@tabler/icons-react';
import { useMemo } from 'react';
import { type Separation, separations } from '#core/analysis/insight/separation.ts';
import { withoutRegion } from '#core/analysis/insight/space-change.ts';
import { type ErrorGroup, errorGroups } from '#core/analysis/trials/error-groups.ts';
import type { Trial } from '#core/contract/run/trial.ts';
import { attempt } from '#renderer/actions/attempt.ts';
import { runAgain } from '#renderer/actions/trial-actions.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { CopyButton } from '#renderer/components/buttons/copy-button.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { EmptyState } from '#renderer/components/surfaces/empty-state.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { count, counted, given } from '#renderer/format/numbers.ts';
import { useReadOnlyReason } from '#renderer/stores/read-only.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { BranchButton } from '../live/branch/branch-button.tsx';
import { useShownTrials } from '../live/filter/shown-trials.tsx';
import { useRunOnScreen } from '../live/run-context.ts';
import { TrialLink } from '../live/trials/trial-link.tsx';
import classes from './errors.module.css';

/** Trials of a group that are named one by one. */
const NAMED = 8;
/** Rules that are told of a group. */
const TOLD = 2;

const RULES = { 'at-least': '≥', 'at-most': '≤', is: '=' } as const;

/** A branch of the run whose space leaves out the region in which these failed. */
function BranchWithout({ rule, successes }: { rule: Separation; successes: readonly Trial[] }) {
  const { facts } = useRunOnScreen();
  const parameter = facts.space?.find(({ name }) => name === rule.parameter);
  const change =
    parameter &&
    withoutRegion(
      parameter,
      rule,
      successes.map(({ config }) => config),
    );
  return change ? (
    <div className={classes.act}>
      <BranchButton change={change} />
    </div>
  ) : null;
}

function RuleWords({ rule, successes }: { rule: Separation; successes: readonly Trial[] }) {
  const value =
    typeof rule.value === 'number' ? given(Number(rule.value.toPrecision(4))) : String(rule.value);
  return (
    <li>
      <span className="mono">
        {rule.parameter} {RULES[rule.rule]} {value}
      </span>
      : {count(rule.failed.inside)} of {count(rule.failed.all)} that failed so, {count(rule.succeeded.inside)}{' '}
      of {counted(rule.succeeded.all, 'success', 'successes')}
      <BranchWithout rule={rule} successes={successes} />
    </li>
  );
}

function Separating({ group, successes }: { group: ErrorGroup; successes: readonly Trial[] }) {
  const { facts } = useRunOnScreen();
  const rules = useMemo(
    () =>
      separations(
        facts.space ?? [],
        group.trials.map(({ config }) => config),
        successes.map(({ config }) => config),
      ).slice(0, TOLD),
    [facts.space, group, successes],
  );
  return rules.length === 0 ? (
    <p className="text3 small">
      {successes.length === 0
        ? 'There is no success to tell these from.'
        : 'No single parameter tells these from the successes.'}
    </p>
  ) : (
    <div className={classes.rules}>
      <p className="text3 small">What they have in common, and most successes have not:</p>
      <ul>
        {rules.map((rule) => (
          <RuleWords key={rule.parameter} rule={rule} successes={successes} />
        ))}
      </ul>
    </div>
  );
}

function RunAgain({ group }: { group: ErrorGroup }) {
  const stores = useStores();
  const { runKey, facts } = useRunOnScreen();
  const readOnly = useReadOnlyReason();
  const closed = facts.read_only_because ?? readOnly;
  const names = group.trials.map(({ trial }) => trial);
  return (
    <Button
      size="small"
      icon={IconRefresh}
      unavailable={closed}
      onClick={() =>
        attempt(stores, `Running ${counted(names.length, 'trial')} again`, () =>
          runAgain(stores, runKey, names),
        )
      }
    >
      {`Run ${counted(names.length, 'trial')} again`}
    </Button>
  );
}

function Group({ group, successes }: { group: ErrorGroup; successes: readonly Trial[] }) {
  const { runKey } = useRunOnScreen();
  const [latest] = group.trials;
  const error = latest?.error ?? null;
  return (
    <Card
      title={group.type}
      caption={
        group.place === null
          ? counted(group.trials.length, 'trial')
          : `${counted(group.trials.length, 'trial')}, ${group.place}`
      }
      controls={
        <>
          {error?.traceback && <CopyButton text={error.traceback}>Copy traceback</CopyButton>}
          <RunAgain group={group} />
        </>
      }
    >
      <div className={classes.group}>
        {error && <p className={classes.message}>{error.message || 'Without a message.'}</p>}
        <p className={classes.trials}>
          {group.trials.slice(0, NAMED).map(({ trial }) => (
            <TrialLink key={trial} runKey={runKey} trial={trial} />
          ))}
          {group.trials.length > NAMED && (
            <span className="text3">and {count(group.trials.length - NAMED)} more</span>
          )}
        </p>
        <Separating group={group} successes={successes} />
        {error?.traceback && (
          <details>
            <summary>Traceback of the latest</summary>
            <Scroller label={`Traceback of ${group.type}`} className={classes.traceback}>
              {error.traceback}
            </Scroller>
          </details>
        )}
      </div>
    </Card>
  );
}

/** Failures by kind and place, with what separates them from the successes. */
export function ErrorsTab() {
  const { shown: trials } = useShownTrials();
  const groups = useMemo(() => errorGroups(trials), [trials]);
  const successes = useMemo(() => trials.filter(({ state }) => state === 'success'), [trials]);
  if (groups.length === 0) {
    return (
      <EmptyState title="No errors">Failed and crashed trials are gathered here by their cause.</EmptyState>
    );
  }
  return (
    <div className={classes.page}>
      {groups.map((group) => (
        <Group key={group.id} group={group} successes={successes} />
      ))}
    </div>
  );
}
