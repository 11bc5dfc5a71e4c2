import { IconAlertTriangle, IconCircleX, IconInfoCircle } from '@tabler/icons-react';
import { useStore } from 'zustand';
import type { Problem, Severity } from '#core/contract/setup/problem.ts';
import { passFocusOn } from '#renderer/components/hooks/pass-focus-on.ts';
import { Icon } from '#renderer/components/text/icon.tsx';
import { Message } from '#renderer/components/text/message.tsx';
import { tip } from '#renderer/components/tips/tip.ts';
import { baseName } from '#renderer/format/paths.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { isInDocument } from './problem-place.ts';
import classes from './problems.module.css';

const ICONS = { error: IconCircleX, warning: IconAlertTriangle, note: IconInfoCircle } as const;
const WORDS: Record<Severity, string> = { error: 'Error', warning: 'Warning', note: 'Note' };

/** `train.py:7:3`, as tools take it. */
function placeElsewhere({ file, line, column }: Problem): string {
  return [baseName(file ?? ''), line, column].filter((part) => part !== null).join(':');
}

function Place({ problem, onShow }: ProblemLineProps) {
  const { draft } = useStores();
  const isHere = useStore(draft, (document) => isInDocument(problem, document));
  if (!isHere) {
    return (
      <span className={classes.elsewhere} {...tip(problem.file)}>
        {placeElsewhere(problem)}
      </span>
    );
  }
  return problem.line === null ? null : (
    <button ref={passFocusOn} type="button" className={classes.place} onClick={() => onShow(problem)}>
      Line {problem.line}
    </button>
  );
}

type ProblemLineProps = { readonly problem: Problem; readonly onShow: (problem: Problem) => void };

/** One finding: what it is, in the engine's words, and where; a press shows the place, if it is on this screen. */
export function ProblemLine({ problem, onShow }: ProblemLineProps) {
  return (
    <div className={classes.line} data-severity={problem.severity}>
      <Icon of={ICONS[problem.severity]} small />
      <span className={classes.message}>
        <span className="visually-hidden">{WORDS[problem.severity]}: </span>
        <Message>{problem.message}</Message>
      </span>
      <Place problem={problem} onShow={onShow} />
    </div>
  );
}
