import { IconRefresh, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { AnalysisAnswer } from '#core/contract/analysis/analysis.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import classes from './analysis.module.css';
import { nothingWords } from './basis-words.ts';
import type { Analysis, AnalysisResult } from './use-analysis.ts';

type BodyProps<Kind extends AnalysisAnswer['kind']> = {
  readonly analysis: Analysis;
  readonly kind: Kind;
  readonly children: (answer: Extract<AnalysisAnswer, { kind: Kind }>, result: AnalysisResult) => ReactNode;
};

/** How far the work is, with what ends it; nothing while nothing is being worked out. */
export function Working({ analysis, what }: { analysis: Analysis; what: string }) {
  const { progress, cancel } = analysis;
  if (progress === null) {
    return null;
  }
  return (
    <span className={classes.working}>
      <progress value={progress} max={1} aria-label={`Working out the ${what}`} />
      <Button size="small" variant="ghost" icon={IconX} label={`Cancel the ${what}`} onClick={cancel} />
    </span>
  );
}

function isOf<Kind extends AnalysisAnswer['kind']>(
  answer: AnalysisAnswer,
  kind: Kind,
): answer is Extract<AnalysisAnswer, { kind: Kind }> {
  return answer.kind === kind;
}

/** An answer of the engine, or why there is none. */
export function AnalysisBody<Kind extends AnalysisAnswer['kind']>({
  analysis,
  kind,
  children,
}: BodyProps<Kind>) {
  const { result, refusal, progress, again } = analysis;
  if (refusal !== null && result === null) {
    return (
      <div className={classes.nothing}>
        <p>{refusal.message}</p>
        <Button size="small" icon={IconRefresh} onClick={again}>
          Try again
        </Button>
      </div>
    );
  }
  if (result === null) {
    return progress === null ? (
      <div className={classes.nothing}>
        <Button size="small" icon={IconRefresh} onClick={again}>
          Work it out
        </Button>
      </div>
    ) : (
      <p className={classes.nothing}>Working it out…</p>
    );
  }
  const { answer, basis } = result;
  if (answer.kind === 'nothing') {
    return <p className={classes.nothing}>{nothingWords(basis, answer.because)}</p>;
  }
  return isOf(answer, kind) ? children(answer, result) : null;
}
