import { placeInRange } from '#core/analysis/charts/place-in-range.ts';
import type { CategoricalParameter, NumericalParameter, Parameter } from '#core/contract/space.ts';
import type { ConfigValue } from '#core/contract/value.ts';
import { choiceProbabilities } from '#core/space/prior.ts';
import { AXIS, anchorAt, axisTicks, isLabelled, leftOf, priorCurve, valueLabel } from './axis.ts';
import { choiceLabel } from './choice-label.ts';
import classes from './parameter-axis.module.css';

const { width: WIDTH, height: HEIGHT, left: LEFT, right: RIGHT } = AXIS;
const BASE = 34;
const TOP = 7;
/** Where a flat line stands that says "anywhere alike". */
const FLAT = 0.6;

type SearchedParameter = CategoricalParameter | NumericalParameter;

type ParameterAxisProps = {
  readonly parameter: Parameter;
  readonly draws: readonly ConfigValue[];
  /** The fidelities of an optimizer's rungs, ascending; none for what is no fidelity. */
  readonly rungs: readonly number[];
};

const y = (height: number) => BASE - height * (BASE - TOP);

function Curve({ parameter }: { parameter: NumericalParameter }) {
  const flat = parameter.prior === null;
  const points = flat ? [[0, FLAT] as const, [1, FLAT] as const] : priorCurve(parameter);
  const line = points
    .map(([place, height]) => `${leftOf(place).toFixed(1)} ${y(height).toFixed(1)}`)
    .join('L');
  return (
    <>
      <path d={`M${line}V${BASE}H${LEFT}z`} className={classes.area} data-flat={flat || undefined} />
      <path d={`M${line}`} className={classes.curve} data-flat={flat || undefined} />
    </>
  );
}

function Centre({ parameter }: { parameter: NumericalParameter }) {
  const place = parameter.prior === null ? null : placeInRange(parameter, parameter.prior);
  return place === null ? null : (
    <>
      <line
        x1={leftOf(place)}
        x2={leftOf(place)}
        y1={TOP}
        y2={BASE}
        stroke="var(--ink)"
        strokeDasharray="2 2"
      />
      <circle cx={leftOf(place)} cy={TOP} r="4" fill="var(--surface)" stroke="var(--ink)" strokeWidth="2" />
    </>
  );
}

function Dots({ parameter, draws }: { parameter: Parameter; draws: readonly ConfigValue[] }) {
  return draws.map((value, index) => {
    const place = placeInRange(parameter, value);
    return place === null ? null : (
      // biome-ignore lint/suspicious/noArrayIndexKey: draws have no other name than their number.
      <circle key={index} cx={leftOf(place)} cy={BASE} r="2.2" fill="var(--c1)" fillOpacity="0.75" />
    );
  });
}

function NumericalAxis({
  parameter,
  draws,
}: {
  parameter: NumericalParameter;
  draws: readonly ConfigValue[];
}) {
  return (
    <>
      {!parameter.is_fidelity && <Curve parameter={parameter} />}
      <line x1={LEFT} x2={RIGHT} y1={BASE} y2={BASE} className={classes.axis} />
      {axisTicks(parameter).map(({ place, label }) => (
        <g key={label}>
          <path d={`M${leftOf(place)} ${BASE}v3`} className={classes.axis} />
          <text x={leftOf(place)} y={48} textAnchor={anchorAt(place)} className={classes.tick}>
            {label}
          </text>
        </g>
      ))}
      <Dots parameter={parameter} draws={draws} />
      <Centre parameter={parameter} />
    </>
  );
}

/** Bars of rungs grow by this much from the lowest to the highest. */
const RUNG = { width: 10, low: 8, high: 20 } as const;

/** The fidelities at which an optimizer evaluates, one bar a rung, evenly apart. */
function RungBars({ rungs }: { rungs: readonly number[] }) {
  const last = Math.max(rungs.length - 1, 1);
  return (
    <>
      <line x1={LEFT} x2={RIGHT} y1={BASE} y2={BASE} className={classes.axis} />
      {rungs.map((fidelity, index) => {
        const share = index / last;
        const height = RUNG.low + share * (RUNG.high - RUNG.low);
        const left = LEFT + share * (RIGHT - LEFT - RUNG.width);
        const anchor = anchorAt(share);
        const middle = left + RUNG.width / 2;
        return (
          <g key={fidelity}>
            <rect
              x={left}
              y={BASE - height}
              width={RUNG.width}
              height={height}
              rx="2"
              className={classes.rung}
              fillOpacity={0.35 + 0.45 * share}
            />
            {isLabelled(rungs.length, index) && (
              <text
                x={anchor === 'middle' ? middle : leftOf(share)}
                y={48}
                textAnchor={anchor}
                className={classes.tick}
              >
                {valueLabel(fidelity)}
              </text>
            )}
          </g>
        );
      })}
    </>
  );
}

function ChoiceBars({ parameter }: { parameter: CategoricalParameter }) {
  const probabilities = choiceProbabilities(parameter);
  const peak = Math.max(...probabilities, 0.6);
  const step = (RIGHT - LEFT) / parameter.choices.length;
  return (
    <>
      {parameter.choices.map((choice, index) => {
        const height = ((probabilities[index] ?? 0) / peak) * (BASE - TOP - 4);
        return (
          <g key={String(choice)}>
            <rect
              x={LEFT + index * step + 2}
              y={BASE - height}
              width={Math.max(step - 4, 1)}
              height={height}
              rx="2"
              className={classes.bar}
              data-prior={choice === parameter.prior || undefined}
            />
            {step > 16 && (
              <text x={LEFT + (index + 0.5) * step} y={48} textAnchor="middle" className={classes.tick}>
                {choiceLabel(String(choice), step)}
              </text>
            )}
          </g>
        );
      })}
      <line x1={LEFT} x2={RIGHT} y1={BASE} y2={BASE} className={classes.axis} />
    </>
  );
}

function describe(parameter: Parameter, draws: number, rungs: readonly number[]): string {
  if (rungs.length > 0) {
    return `Rungs of ${parameter.name}: ${rungs.map(valueLabel).join(', ')}`;
  }
  switch (parameter.kind) {
    case 'constant':
      return `${parameter.name} is always ${parameter.value}`;
    case 'categorical':
      return `Probability of each choice of ${parameter.name}`;
    default:
      return `Prior of ${parameter.name} and ${draws} draws from it`;
  }
}

function Picture({ parameter, draws, rungs }: ParameterAxisProps & { parameter: SearchedParameter }) {
  if (rungs.length > 0) {
    return <RungBars rungs={rungs} />;
  }
  return parameter.kind === 'categorical' ? (
    <ChoiceBars parameter={parameter} />
  ) : (
    <NumericalAxis parameter={parameter} draws={draws} />
  );
}

/** What will be drawn from a parameter: its axis, its prior as a curve, draws as dots. */
export function ParameterAxis({ parameter, draws, rungs }: ParameterAxisProps) {
  if (parameter.kind === 'constant') {
    return <span className={classes.constant}>always the same</span>;
  }
  return (
    <svg
      className={classes.picture}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={describe(parameter, draws.length, rungs)}
    >
      <Picture parameter={parameter} draws={draws} rungs={rungs} />
    </svg>
  );
}
