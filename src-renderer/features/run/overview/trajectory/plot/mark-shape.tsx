import type { TrialState } from '#core/contract/run/trial.ts';

type MarkProps = {
  readonly state: TrialState;
  readonly left: number;
  readonly top: number;
  /** Size of a success; the others have their own. */
  readonly radius?: number;
  readonly opacity?: number;
};

/** The shape of a trial's state in a chart, centred on its place. */
export function MarkShape({ state, left: x, top: y, radius = 4, opacity = 1 }: MarkProps) {
  switch (state) {
    case 'success':
      return <circle cx={x} cy={y} r={radius} fill="var(--success)" fillOpacity={opacity} />;
    case 'failed':
      return (
        <path
          d={`M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7`}
          fill="none"
          stroke="var(--failed)"
          strokeWidth={1.9}
          strokeLinecap="round"
        />
      );
    case 'crashed':
      return <path d={`M${x} ${y - 5}l5 5l-5 5l-5 -5z`} fill="var(--crashed)" />;
    case 'stale':
      return <path d={`M${x} ${y - 5}l5 9h-10z`} fill="var(--stale)" />;
    case 'evaluating':
      return (
        <g>
          <circle cx={x} cy={y} r={3.8} fill="var(--surface)" stroke="var(--evaluating)" strokeWidth={1.5} />
          <path d={`M${x} ${y - 3.8}a3.8 3.8 0 0 1 0 7.6z`} fill="var(--evaluating)" />
        </g>
      );
    default:
      return <circle cx={x} cy={y} r={3.8} fill="none" stroke="var(--pending)" strokeWidth={1.5} />;
  }
}
