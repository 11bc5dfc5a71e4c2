import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import type { Problem, Severity } from '#core/contract/problem.ts';
import { Icon } from '../../components/icon.tsx';
import { Message } from '../../components/message.tsx';
import { baseName } from '../../format/paths.ts';
import classes from './problems.module.css';

const ICONS = { error: IconCircleX, warning: IconAlertTriangle, note: IconInfoCircle } as const;
const WORDS: Record<Severity, string> = { error: 'Error', warning: 'Warning', note: 'Note' };

function placeWords({ file, line }: Problem): string | null {
  if (line === null) {
    return file ? baseName(file) : null;
  }
  return `Line ${line}`;
}

/** One finding: what it is, in the engine's words, and where; a press shows the place. */
export function ProblemLine({ problem, onShow }: { problem: Problem; onShow: (problem: Problem) => void }) {
  const place = placeWords(problem);
  return (
    <div className={classes.line} data-severity={problem.severity}>
      <Icon of={ICONS[problem.severity]} small />
      <span className={classes.message}>
        <span className="visually-hidden">{WORDS[problem.severity]}: </span>
        <Message>{problem.message}</Message>
      </span>
      {place && problem.line !== null && (
        <button type="button" className={classes.place} onClick={() => onShow(problem)}>
          {place}
        </button>
      )}
    </div>
  );
}
