import { IconAlertTriangle, IconCheck, IconCircleX } from '@tabler/icons-react';
import type { RootFinding } from '#core/contract/run/existing-run.ts';
import { Icon } from '#renderer/components/text/icon.tsx';
import { ago } from '../../format/times.ts';
import { optimizerTitle } from '../../format/words.ts';
import classes from './launch.module.css';

type Tone = 'free' | 'asks' | 'refused';

const ICONS = { free: IconCheck, asks: IconAlertTriangle, refused: IconCircleX } as const;

/** What a place means for a start, in one sentence. */
function rootWords({ kind, refusal, run }: RootFinding, now: number): { tone: Tone; words: string } {
  switch (kind) {
    case 'missing':
      return { tone: 'free', words: 'A new directory.' };
    case 'empty':
      return { tone: 'free', words: 'An empty directory.' };
    case 'run': {
      const about = run ? ` with ${optimizerTitle(run.optimizer)}, begun ${ago(run.created_at, now)}` : '';
      return { tone: 'asks', words: `It holds a run${about}: you choose what to do with it when you start.` };
    }
    case 'foreign-run':
    case 'broken-run':
      return { tone: 'asks', words: refusal ?? 'It holds a run that can’t be continued.' };
    default:
      return { tone: 'refused', words: refusal ?? 'No run can be kept there.' };
  }
}

/** What stands at the place where the run would be kept. Announced when it changes. */
export function RootFindingLine({ finding }: { readonly finding: RootFinding | null }) {
  const said = finding && rootWords(finding, Date.now());
  return (
    <p className={classes.rootFinding} data-tone={said?.tone} role="status" aria-label="Root directory">
      {said && (
        <>
          <Icon of={ICONS[said.tone]} small />
          <span>{said.words}</span>
        </>
      )}
    </p>
  );
}
