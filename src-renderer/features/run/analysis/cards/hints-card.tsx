import { IconAlertTriangle, IconBug, IconInfoCircle } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useLocation } from 'wouter';
import { separations } from '#core/analysis/insight/separation.ts';
import { widened } from '#core/analysis/insight/space-change.ts';
import { errorGroups } from '#core/analysis/trials/error-groups.ts';
import { formatNumber } from '#core/analysis/words/format.ts';
import type { AnalysisHint, SummaryAnswer } from '#core/contract/analysis/analysis.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { Icon } from '#renderer/components/text/icon.tsx';
import { BranchButton } from '#renderer/features/run/live/branch/branch-button.tsx';
import { useShownTrials } from '#renderer/features/run/live/filter/shown-trials.tsx';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { counted } from '#renderer/format/numbers.ts';
import { addresses } from '#renderer/routing/addresses.ts';
import { useStores } from '#renderer/stores/stores.ts';
import classes from '../analysis.module.css';
import { AnalysisBody, Working } from '../analysis-body.tsx';
import type { Analysis } from '../use-analysis.ts';
import { hintWords, idleWords } from './hint-words.ts';

type HintProps = {
  readonly tone: 'warning' | 'failed' | 'plain';
  readonly fact: string;
  readonly advice: string;
  /** Over the whole width of the card: it names many parameters. */
  readonly isWide?: boolean;
  readonly children?: ReactNode;
};

const ICONS = { warning: IconAlertTriangle, failed: IconBug, plain: IconInfoCircle } as const;

function Hint({ tone, fact, advice, isWide = false, children }: HintProps) {
  return (
    <li className={classes.hint} data-tone={tone} data-wide={isWide || undefined}>
      <Icon of={ICONS[tone]} />
      <div>
        <b>{fact}</b>
        <p className="text3">{advice}</p>
        {children && <div className={classes.hintActs}>{children}</div>}
      </div>
    </li>
  );
}

const RULES = { 'at-least': '≥', 'at-most': '≤', is: '=' } as const;
/** A rule that parts failures from successes as well as this is worth a hint. */
const LEAST_SCORE = 0.8;
const MOST_FAILURE_HINTS = 2;

/** What parts failures of one kind from the successes, where one parameter does. */
function useFailureHints() {
  const { facts } = useRunOnScreen();
  const { known } = useShownTrials();
  return useMemo(() => {
    const successes = known.filter(({ state }) => state === 'success').map(({ config }) => config);
    return errorGroups(known)
      .flatMap((group) => {
        const [rule] = separations(
          facts.space ?? [],
          group.trials.map(({ config }) => config),
          successes,
        );
        return rule !== undefined && rule.score >= LEAST_SCORE ? [{ group, rule }] : [];
      })
      .slice(0, MOST_FAILURE_HINTS);
  }, [known, facts.space]);
}

function FailureHints() {
  const { runKey } = useRunOnScreen();
  const [, navigate] = useLocation();
  return useFailureHints().map(({ group, rule }) => {
    const value = typeof rule.value === 'number' ? formatNumber(rule.value) : String(rule.value);
    return (
      <Hint
        key={group.id}
        tone="failed"
        fact={`${rule.failed.inside} of ${counted(rule.failed.all, 'failure')} of ${group.type} have ${rule.parameter} ${RULES[rule.rule]} ${value}`}
        advice={`${rule.succeeded.inside} of ${counted(rule.succeeded.all, 'success', 'successes')} do.`}
      >
        <Button size="small" onClick={() => navigate(addresses.run(runKey, 'errors'))}>
          Open in Errors
        </Button>
      </Hint>
    );
  });
}

function ShowTrials({ hint }: { hint: AnalysisHint }) {
  const { runKey } = useRunOnScreen();
  const store = useStores().selections.of(runKey);
  return hint.trials.length === 0 ? null : (
    <Button
      size="small"
      onClick={() => store.brush('trial', { kind: 'values', field: 'trial', values: hint.trials })}
    >
      {`Show ${hint.trials.length === 1 ? 'that trial' : `these ${hint.trials.length} trials`}`}
    </Button>
  );
}

/** A branch of the run with a wider range, where the best trials stick to a bound. */
function Widen({ hint }: { hint: AnalysisHint }) {
  const { facts } = useRunOnScreen();
  const parameter = facts.space?.find(({ name }) => name === hint.parameter);
  const change = hint.kind === 'at-bound' && parameter ? widened(parameter, hint.bound) : null;
  return change && <BranchButton change={change} />;
}

function Hints({ answer }: { answer: SummaryAnswer }) {
  const idle = answer.hints.filter((hint) => hint.kind === 'no-influence');
  return (
    <>
      {answer.hints.map((hint) =>
        hint.kind === 'no-influence' ? null : (
          <Hint
            key={`${hint.kind} ${hint.parameter} ${'bound' in hint ? hint.bound : ''}`}
            tone={hint.kind === 'at-bound' || hint.kind === 'prior-missed' ? 'warning' : 'plain'}
            {...hintWords(hint)}
          >
            <ShowTrials hint={hint} />
            <Widen hint={hint} />
          </Hint>
        ),
      )}
      {idle[0] && (
        <Hint
          tone="plain"
          isWide={idle.length > 2}
          {...idleWords(
            idle.map(({ parameter }) => parameter),
            idle[0].of,
          )}
        />
      )}
    </>
  );
}

/** What a person should know of the search, in words, with the evidence. */
export function HintsCard({ summary }: { summary: Analysis }) {
  const failures = useFailureHints();
  return (
    <Card
      title="Worth a look"
      caption="found by comparing the best trials with chance"
      controls={<Working analysis={summary} what="hints" />}
    >
      <AnalysisBody analysis={summary} kind="summary">
        {(answer) =>
          answer.hints.length + failures.length === 0 ? (
            <p className={classes.nothing}>
              Nothing stands out: no bound is crowded, no prior was missed, no parameter is idle.
            </p>
          ) : (
            <ul className={classes.hints}>
              <Hints answer={answer} />
              <FailureHints />
            </ul>
          )
        }
      </AnalysisBody>
    </Card>
  );
}
