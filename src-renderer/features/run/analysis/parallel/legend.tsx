import { TONE_LOOKS, type Tone } from '#renderer/components/chart/layers/marks.ts';
import classes from './parallel.module.css';

const LEGEND = [
  ['incumbent', 'best'],
  ['best', 'best 5 %'],
  ['good', 'next 20 %'],
  ['rest', 'rest'],
  ['failed', 'no loss'],
] as const satisfies readonly (readonly [Tone, string])[];

/** What the colours of the lines mean, as far as they occur. */
export function Legend({ tones }: { tones: ReadonlySet<Tone> }) {
  return (
    <span className={classes.legend}>
      {LEGEND.filter(([tone]) => tones.has(tone)).map(([tone, words]) => (
        <span key={tone} className={classes.key}>
          <svg width="16" height="8" aria-hidden="true">
            <path
              d="M0 4h16"
              stroke={`var(${TONE_LOOKS[tone].color})`}
              strokeWidth={tone === 'incumbent' ? 3 : 2}
              strokeDasharray={tone === 'failed' ? '4 3' : undefined}
            />
          </svg>
          {words}
        </span>
      ))}
    </span>
  );
}
