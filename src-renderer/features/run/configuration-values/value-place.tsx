import type { CategoricalParameter, Parameter } from '#core/contract/space.ts';

const WIDTH = 92;
const LEFT = 4;
const RIGHT = 88;
const GAP = 3;
/** With more choices than this a bar each would be too thin to be told apart. */
const MOST_BARS = 12;

type ValuePlaceProps = {
  readonly parameter: Parameter;
  /** From 0 to 1. */
  readonly place: number;
  readonly priorPlace: number | null;
  /** Violet is for the incumbent alone. */
  readonly color: string;
};

type BarsProps = { readonly parameter: CategoricalParameter; readonly place: number; readonly color: string };

function Bars({ parameter, place, color }: BarsProps) {
  const { length } = parameter.choices;
  const width = (RIGHT - LEFT - GAP * (length - 1)) / length;
  const chosen = Math.floor(place * length);
  return parameter.choices.map((choice, index) => (
    <rect
      key={`${typeof choice} ${choice}`}
      x={LEFT + index * (width + GAP)}
      y="5"
      width={width}
      height="6"
      rx="2"
      fill={index === chosen ? color : 'var(--line-strong)'}
      fillOpacity={index === chosen ? 1 : 0.6}
    />
  ));
}

/** Where a value lies in its range: a dot on a line, or the chosen one of the bars; a triangle under the prior. */
export function ValuePlace({ parameter, place, priorPlace, color }: ValuePlaceProps) {
  const isBars = parameter.kind === 'categorical' && parameter.choices.length <= MOST_BARS;
  const x = (at: number) => LEFT + at * (RIGHT - LEFT);
  return (
    <svg width={WIDTH} height="16" viewBox={`0 0 ${WIDTH} 16`} aria-hidden="true">
      {isBars ? (
        <Bars parameter={parameter} place={place} color={color} />
      ) : (
        <>
          <line
            x1={LEFT}
            x2={RIGHT}
            y1="7"
            y2="7"
            stroke="var(--line-strong)"
            strokeWidth="2"
            strokeLinecap="round"
          />
          <circle cx={x(place)} cy="7" r="4" fill={color} />
        </>
      )}
      {priorPlace !== null && <path d={`M${x(priorPlace)} 11.5l3 4h-6z`} fill="none" stroke="var(--text3)" />}
    </svg>
  );
}
