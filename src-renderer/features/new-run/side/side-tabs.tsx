import { formatValue } from '#core/analysis/words/format.ts';
import type { CheckReport } from '#core/contract/setup/check.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { ConfigValue } from '#core/contract/value.ts';
import { kindOf } from '#core/space/value-kinds.ts';
import { Table } from '#renderer/components/surfaces/table.tsx';
import { ProblemLine } from '../check/problem-line.tsx';
import problemClasses from '../check/problems.module.css';
import type { TestState } from '../pipeline/use-test-once.ts';
import { Histograms } from '../preview/histograms.tsx';
import { PlanPart } from '../preview/plan-part.tsx';
import classes from '../preview/preview.module.css';

type ProblemsTabProps = { readonly report: CheckReport | null; readonly onShow: (problem: Problem) => void };

/** Every finding of the text, errors first. */
export function ProblemsTab({ report, onShow }: ProblemsTabProps) {
  const order = ['error', 'warning', 'note'];
  const problems =
    report?.problems.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity)) ?? [];
  if (problems.length === 0) {
    return (
      <p className={problemClasses.none}>
        {report ? 'No problems: this run can be started.' : 'Nothing to check yet.'}
      </p>
    );
  }
  return (
    <ul className={problemClasses.list}>
      {problems.map((problem) => (
        <li key={`${problem.code}-${problem.path}-${problem.line}-${problem.message}`}>
          <ProblemLine problem={problem} onShow={onShow} />
        </li>
      ))}
    </ul>
  );
}

function cellText(parameter: Parameter, value: ConfigValue | undefined): string {
  return value === undefined ? '' : formatValue(value, kindOf(parameter, value));
}

/** Whether its column stands on the right, header and values alike. */
function isNumeric({ kind }: Parameter): boolean {
  return kind === 'float' || kind === 'integer';
}

type PreviewTabProps = {
  readonly report: CheckReport | null;
  /** The last test of the pipeline, which tells how long an evaluation takes. */
  readonly test: TestState | null;
};

/** What the run comes to, and the first configurations that it would evaluate. */
export function PreviewTab({ report, test }: PreviewTabProps) {
  const space = report?.space ?? [];
  const samples = report?.samples ?? [];
  if (report === null || space.length === 0) {
    return (
      <p className={problemClasses.none}>What the run comes to appears here once its space can be read.</p>
    );
  }
  return (
    <div className={classes.preview}>
      <PlanPart report={report} test={test} />
      <Histograms space={space} />
      <FirstConfigurations space={space} samples={samples} />
    </div>
  );
}

function FirstConfigurations({ space, samples }: Pick<CheckReport, 'samples'> & { space: SearchSpace }) {
  return samples.length === 0 ? (
    <p className="text3 small">The optimizer can’t tell its first configurations before the start.</p>
  ) : (
    <>
      <p className="text3 small">The first {samples.length} configurations, as they would be drawn now.</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard. */}
      <section className={classes.previewScroll} aria-label="First configurations" tabIndex={0}>
        <Table headStays className={classes.previewTable} aria-label="Preview">
          <thead>
            <tr>
              <th scope="col">Trial</th>
              {space.map((parameter) => (
                <th key={parameter.name} scope="col" data-number={isNumeric(parameter) || undefined}>
                  {parameter.name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {samples.map((sample, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: samples have no other name than their number.
              <tr key={index}>
                <th scope="row">{index + 1}</th>
                {space.map((parameter) => (
                  <td key={parameter.name} data-number={isNumeric(parameter) || undefined}>
                    {cellText(parameter, sample[parameter.name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </Table>
      </section>
    </>
  );
}
