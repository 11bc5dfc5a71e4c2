import type { ReactNode } from 'react';
import { formatNumber } from '#core/analysis/format.ts';
import type { CheckReport } from '#core/contract/check.ts';
import type { Problem } from '#core/contract/problem.ts';
import { PathText } from '../../components/path-text.tsx';
import { optimizerTitle } from '../../format/words.ts';
import { collectSections, type Section } from './collect.ts';
import classes from './new-run.module.css';
import { ProblemLine } from './problem-line.tsx';
import { SpaceSection } from './space/space-section.tsx';

type PartProps = {
  readonly report: CheckReport;
  readonly text: string;
  readonly section: Section;
  readonly onShow: (problem: Problem) => void;
};

function Settings({ section }: { section: Section }) {
  return (
    <dl className={classes.settings}>
      {section.rows.map((row) => (
        <div key={row.key}>
          <dt>{row.label}</dt>
          <dd>{row.value}</dd>
          <dd className={classes.key}>{row.key}</dd>
        </div>
      ))}
    </dl>
  );
}

function Fact({ label, name = '', children }: { label: string; name?: string; children: ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
      <dd className={classes.key}>{name}</dd>
    </div>
  );
}

/** What was found out beyond the text: where the run would be kept, which Python would run it. */
function PipelineFacts({ report: { interpreter, root } }: { report: CheckReport }) {
  if (!interpreter && !root) {
    return null;
  }
  return (
    <dl className={classes.settings}>
      {interpreter && (
        <Fact label="Python" name="incumbent.python">
          {interpreter.path ? (
            <>
              <PathText path={interpreter.path} />
              <span className="text3 small">
                {[interpreter.version, interpreter.source].filter(Boolean).join(', ')}
              </span>
            </>
          ) : (
            <span className={classes.bad}>{interpreter.source || 'not found'}</span>
          )}
        </Fact>
      )}
      {root && (
        <Fact label="Root directory" name="root_directory">
          <PathText path={root} />
        </Fact>
      )}
    </dl>
  );
}

function Optimizer({ report: { optimizer } }: { report: CheckReport }) {
  if (!optimizer) {
    return <p className={classes.about}>It is settled once the search space and its name can be read.</p>;
  }
  const given = Object.entries(optimizer.arguments);
  return (
    <div className={classes.about}>
      <p>
        <b className="strong">{optimizerTitle(optimizer.name)}:</b>{' '}
        <span className="text2">{optimizer.reason}</span>
      </p>
      {given.length > 0 && (
        <p className="mono text2">
          {given
            .map(
              ([name, value]) =>
                `${name}: ${typeof value === 'number' && !Number.isInteger(value) ? formatNumber(value) : value}`,
            )
            .join(', ')}
        </p>
      )}
    </div>
  );
}

function Part({ report, text, section, onShow }: PartProps) {
  if (section.id === 'space') {
    return <SpaceSection report={report} section={section} text={text} onShow={onShow} />;
  }
  return (
    <section
      className={classes.part}
      id={`section-${section.id}`}
      aria-labelledby={`section-${section.id}-title`}
    >
      <h2 id={`section-${section.id}-title`}>{section.title}</h2>
      <div className={classes.card}>
        {section.id === 'optimizer' && <Optimizer report={report} />}
        {section.rows.length > 0 && <Settings section={section} />}
        {section.id === 'pipeline' && <PipelineFacts report={report} />}
        {section.problems.length > 0 && (
          <div className={classes.partProblems}>
            {section.problems.map((problem) => (
              <ProblemLine key={`${problem.line}-${problem.message}`} problem={problem} onShow={onShow} />
            ))}
          </div>
        )}
      </div>
    </section>
  );
}

type RunFormProps = {
  readonly report: CheckReport;
  /** The text that the report is about, for the order of its parameters. */
  readonly text: string;
  readonly onShow: (problem: Problem) => void;
};

/** The whole run in words and pictures, part by part, as the engine reads the text. */
export function RunForm({ report, text, onShow }: RunFormProps) {
  return collectSections(report).map((section) => (
    <Part key={section.id} report={report} text={text} section={section} onShow={onShow} />
  ));
}
