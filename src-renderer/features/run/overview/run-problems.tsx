import { ErrorNotice } from '#renderer/components/surfaces/error-notice.tsx';
import { count, counted } from '#renderer/format/numbers.ts';
import { useRunNow, useRunOnScreen } from '../live/run-context.ts';

const MOST_SHOWN = 3;

/** What is wrong with the files of the run, as far as looking at it shows. */
export function RunProblems() {
  const { facts } = useRunOnScreen();
  const { status } = useRunNow();
  // The header tells errors, and why a run can only be read, above every tab.
  const warnings = status.problems.filter(
    ({ severity, message }) => severity === 'warning' && message !== facts.read_only_because,
  );
  if (warnings.length === 0) {
    return null;
  }
  const told = warnings
    .slice(0, MOST_SHOWN)
    .map(({ message, path }) => (path === null ? message : `${message} (\`${path}\`)`));
  const hidden = warnings.length - told.length;
  const more = hidden > 0 ? [`and ${count(hidden)} more; \`incumbent status\` lists all.`] : [];
  return (
    <ErrorNotice
      tone="warning"
      title={`${counted(warnings.length, 'problem')} in the files of this run`}
      error={{ message: [...told, ...more].join('\n') }}
    />
  );
}
