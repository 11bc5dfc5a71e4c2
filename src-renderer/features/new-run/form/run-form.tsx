import { Fragment } from 'react';
import type { CheckReport } from '#core/contract/setup/check.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { fidelityOf } from '#core/space/roles.ts';
import { PathText } from '#renderer/components/text/path-text.tsx';
import { RootFindingLine } from '#renderer/features/launch/root-finding-line.tsx';
import { useRootFinding } from '#renderer/features/launch/use-root-finding.ts';
import { ProblemLine } from '../check/problem-line.tsx';
import { isSaidInPlace } from '../check/problem-place.ts';
import { type DocumentForm, useDocument } from '../document/use-document.ts';
import { FunctionPart } from '../pipeline/function-part.tsx';
import { InterpreterPart } from '../pipeline/interpreter-part.tsx';
import { TestPart } from '../pipeline/test-part.tsx';
import type { TestOnce } from '../pipeline/use-test-once.ts';
import planClasses from '../preview/plan-part.module.css';
import { PlanPart } from '../preview/plan-part.tsx';
import { OptimizerForm } from '../settings/optimizer-form.tsx';
import { SettingField } from '../settings/setting-field.tsx';
import settingClasses from '../settings/settings.module.css';
import { SpaceSection } from '../space/space-section.tsx';
import { collectSections, type Section } from './collect.ts';
import classes from './run-form.module.css';
import { type SettingRow, settingOf } from './setting-rows.ts';

type PartProps = {
  readonly report: CheckReport;
  /** The text that the report is about, for the order of its parameters. */
  readonly text: string;
  readonly section: Section;
  readonly form: DocumentForm;
  readonly onShow: (problem: Problem) => void;
  readonly test: TestOnce;
  /** Why the run can't be tested now; null where it can. */
  readonly untestable: string | null;
};

type SettingsProps = Pick<PartProps, 'report' | 'section' | 'form'> & {
  readonly rows: readonly SettingRow[];
};

function Settings({ report, section, form, rows }: SettingsProps) {
  return (
    <dl className={classes.settings}>
      {rows.map((row) => (
        <div key={row.key}>
          <dt>{row.label}</dt>
          <dd className={settingClasses.value} data-wide={row.input === 'variables' || undefined}>
            <SettingField
              row={row}
              value={settingOf(report.settings ?? {}, row.key)}
              problems={section.problems}
              form={form}
            />
          </dd>
          <dd className={classes.key}>
            <KeyWords name={row.key} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A long key breaks after its underscores. */
function KeyWords({ name }: { readonly name: string }) {
  return name.split(/(?<=_)/).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a name do not move.
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

/** What stands at the place where the run would be kept, looked at as one types. */
function RootState({ root }: { root: string }) {
  return <RootFindingLine finding={useRootFinding(root)} />;
}

/** Where the run would be kept, and what stands there. */
function RootFact({ root }: { readonly root: string }) {
  return (
    <dl className={classes.settings}>
      <div>
        <dt>Full path</dt>
        <dd className={classes.rootFact}>
          <PathText path={root} />
          <RootState root={root} />
        </dd>
      </div>
    </dl>
  );
}

function hasFidelity({ space }: CheckReport): boolean {
  return fidelityOf(space ?? []) !== null;
}

function Problems({
  problems,
  onShow,
}: Pick<PartProps, 'onShow'> & { readonly problems: readonly Problem[] }) {
  return problems.length === 0 ? null : (
    <div className={classes.partProblems}>
      {problems.map((problem) => (
        <ProblemLine key={`${problem.line}-${problem.message}`} problem={problem} onShow={onShow} />
      ))}
    </div>
  );
}

/** The function with its arguments, what would run it, a test of it; then where the run is kept, and the rest. */
function PipelinePart(props: PartProps & { readonly problems: readonly Problem[] }) {
  const { report, text, section, form, test, untestable, problems, onShow } = props;
  const { interpreter, root, pipeline } = report;
  const rows = (isWanted: (key: string) => boolean) => section.rows.filter(({ key }) => isWanted(key));
  const common = { report, section, form };
  return (
    <>
      <Settings {...common} rows={rows((key) => key === 'evaluate_pipeline')} />
      <Problems problems={problems} onShow={onShow} />
      <p className={classes.hint}>
        The loss that it returns is minimised. For something to be maximised, such as an accuracy, return its
        negative.
      </p>
      <FunctionPart source={pipeline} form={form} />
      {interpreter && <InterpreterPart interpreter={interpreter} form={form} />}
      <TestPart test={test} text={text} unavailable={untestable} hasFidelity={hasFidelity(report)} />
      <Settings {...common} rows={rows((key) => key === 'root_directory')} />
      {root && <RootFact root={root} />}
      <Settings {...common} rows={rows((key) => key !== 'evaluate_pipeline' && key !== 'root_directory')} />
    </>
  );
}

/** Stands right below the function. */
function isAtFunction({ path }: Problem): boolean {
  return path === 'evaluate_pipeline';
}

function Part(props: PartProps) {
  const { report, text, section, form, onShow } = props;
  if (section.id === 'space') {
    return <SpaceSection form={form} report={report} section={section} text={text} onShow={onShow} />;
  }
  // Where the function and the space do not fit stands beside the function, with what mends it.
  const isShownThere = form.drafts !== null && report.pipeline !== null;
  const problems = section.problems.filter(
    (problem) => !isSaidInPlace(problem) && (problem.code !== 'signature-mismatch' || !isShownThere),
  );
  return (
    <section
      className={classes.part}
      id={`section-${section.id}`}
      aria-labelledby={`section-${section.id}-title`}
    >
      <h2 id={`section-${section.id}-title`}>{section.title}</h2>
      <div className={classes.card}>
        {section.id === 'optimizer' && (
          <OptimizerForm report={report} form={form} problems={section.problems} />
        )}
        {section.id === 'pipeline' ? (
          <PipelinePart {...props} problems={problems.filter(isAtFunction)} />
        ) : (
          section.rows.length > 0 && (
            <Settings report={report} section={section} form={form} rows={section.rows} />
          )
        )}
        {section.id === 'budget' && report.space !== null && report.space.length > 0 && (
          <div className={planClasses.budget}>
            <PlanPart report={report} test={props.test.state} />
          </div>
        )}
        <Problems problems={problems.filter((problem) => !isAtFunction(problem))} onShow={onShow} />
      </div>
    </section>
  );
}

type RunFormProps = Pick<PartProps, 'report' | 'text' | 'onShow' | 'test' | 'untestable'>;

/** The whole run, part by part: what the engine reads of the text, and fields that change it. */
export function RunForm(props: RunFormProps) {
  const form = useDocument();
  return (
    <>
      {form.refusal !== null && (
        <p className={classes.refusal} role="alert">
          {form.refusal}
        </p>
      )}
      {collectSections(props.report).map((section) => (
        <Part key={section.id} {...props} section={section} form={form} />
      ))}
    </>
  );
}
