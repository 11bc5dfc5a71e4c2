import { formatNumber } from '#core/analysis/words/format.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { Parameter } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import { Table } from '#renderer/components/surfaces/table.tsx';
import { Tag } from '#renderer/components/text/tag.tsx';
import { ProblemLine } from '#renderer/features/new-run/check/problem-line.tsx';
import { given } from '#renderer/format/numbers.ts';
import type { FidelityRungs } from '../parameter/fidelity-rungs.ts';
import { ParameterAxis } from '../parameter/parameter-axis.tsx';
import { drawsOf } from './draws.ts';
import type { SpaceRow } from './space-rows.ts';
import classes from './space-view.module.css';

function kindWords(parameter: Parameter): string {
  const log = (parameter.kind === 'float' || parameter.kind === 'integer') && parameter.log;
  return log ? `${parameter.kind}, log` : parameter.kind;
}

function valueText(value: string | number | boolean): string {
  return typeof value === 'number' ? given(value) : String(value);
}

/** Longer than what a person writes: bounds that were read off trials have all digits of a double. */
const LONGEST_BOUND = 12;

function Bound({ value }: { value: number }) {
  const whole = given(value);
  return whole.length <= LONGEST_BOUND ? (
    <span className="mono">{whole}</span>
  ) : (
    <span className="mono" title={whole}>
      {formatNumber(value)}
    </span>
  );
}

function Range({ parameter }: { parameter: Parameter }) {
  switch (parameter.kind) {
    case 'constant':
      return <span className="mono">{valueText(parameter.value)}</span>;
    case 'categorical':
      return (
        <span className={classes.choices}>
          {parameter.choices.map((choice) => (
            <span key={String(choice)} className={classes.choice}>
              {valueText(choice)}
            </span>
          ))}
        </span>
      );
    default:
      return (
        <span className={classes.range}>
          <Bound value={parameter.lower} /> to <Bound value={parameter.upper} />
        </span>
      );
  }
}

function isFidelity(parameter: Parameter): boolean {
  return (parameter.kind === 'float' || parameter.kind === 'integer') && parameter.is_fidelity;
}

function Prior({ parameter, rungs }: { parameter: Parameter; rungs: FidelityRungs | null }) {
  if (parameter.kind === 'constant') {
    return null;
  }
  if (isFidelity(parameter)) {
    return (
      <>
        <Tag>Fidelity</Tag>
        {rungs !== null && <div className="text3 small">{rungs.note}</div>}
      </>
    );
  }
  return parameter.prior === null ? (
    <span className="text3">none</span>
  ) : (
    <>
      <span className="mono">{valueText(parameter.prior)}</span>
      <div className="text3 small">{parameter.prior_confidence} confidence</div>
    </>
  );
}

const NO_RUNGS: readonly number[] = [];

type SpaceViewProps = {
  readonly rows: readonly SpaceRow[];
  readonly samples: readonly Config[];
  /** What the optimizer makes of the fidelity; null for nothing. */
  readonly rungs?: FidelityRungs | null;
  readonly onShow: (problem: Problem) => void;
};

type RowProps = Required<Omit<SpaceViewProps, 'rows'>> & { readonly row: SpaceRow };

function Problems({ row: { problems }, onShow }: Pick<RowProps, 'row' | 'onShow'>) {
  return problems.map((problem) => (
    <ProblemLine key={`${problem.line}-${problem.message}`} problem={problem} onShow={onShow} />
  ));
}

function ParameterRow({ row, samples, rungs, onShow }: RowProps) {
  const { parameter, problems } = row;
  return parameter === null ? (
    <tr className={problems.some(({ severity }) => severity === 'error') ? classes.wrong : undefined}>
      <th scope="row">
        <span className={classes.name}>{row.name ?? 'As a whole'}</span>
      </th>
      <td colSpan={3}>
        <Problems row={row} onShow={onShow} />
      </td>
    </tr>
  ) : (
    <tr>
      <th scope="row">
        <span className={classes.name}>{parameter.name}</span>
        <div className="text2 small">{kindWords(parameter)}</div>
      </th>
      <td>
        <Range parameter={parameter} />
      </td>
      <td>
        <Prior parameter={parameter} rungs={rungs} />
        {problems.length > 0 && <Problems row={row} onShow={onShow} />}
      </td>
      <td className={classes.axis}>
        <ParameterAxis
          parameter={parameter}
          draws={drawsOf(samples, parameter.name)}
          rungs={isFidelity(parameter) ? (rungs?.fidelities ?? NO_RUNGS) : NO_RUNGS}
        />
      </td>
    </tr>
  );
}

/** A search space that another file holds, one row a parameter; what is wrong with one stands in its row. */
export function SpaceView({ rows, samples, rungs = null, onShow }: SpaceViewProps) {
  return (
    <Table className={classes.table} aria-label="Search space">
      <thead>
        <tr>
          <th scope="col">Name and kind</th>
          <th scope="col">Range or choices</th>
          <th scope="col">Prior and confidence</th>
          <th scope="col">What will be sampled{samples.length > 0 && ` (${samples.length} draws)`}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <ParameterRow key={row.name ?? ''} row={row} samples={samples} rungs={rungs} onShow={onShow} />
        ))}
      </tbody>
    </Table>
  );
}
