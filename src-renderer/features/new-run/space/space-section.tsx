import { IconClipboardText } from '@tabler/icons-react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { inlinedParameters } from '#core/config/edit/parameters/several-parameters.ts';
import type { CheckReport } from '#core/contract/setup/check.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { ProblemLine } from '../check/problem-line.tsx';
import type { DocumentForm } from '../document/use-document.ts';
import type { Section } from '../form/collect.ts';
import classes from '../form/run-form.module.css';
import { type FidelityRungs, fidelityRungs } from './parameter/fidelity-rungs.ts';
import { AddParameter, SpaceTable } from './space-editor.tsx';
import { spaceRows } from './view/space-rows.ts';
import { SpaceView } from './view/space-view.tsx';

/** It brings a parser of Python with it. */
const PasteDialog = lazy(async () => ({ default: (await import('./paste/paste-dialog.tsx')).PasteDialog }));

/** Opens the dialog that takes parameters from a text. */
function PasteButton({ form }: { readonly form: DocumentForm }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button
        icon={IconClipboardText}
        size="small"
        unavailable={form.isBehind ? 'The YAML can’t be read just now' : null}
        onClick={() => setOpen(true)}
      >
        Paste YAML or Python
      </Button>
      {isOpen && (
        <Suspense fallback={null}>
          <PasteDialog form={form} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

type SpaceSectionProps = {
  readonly form: DocumentForm;
  readonly report: CheckReport;
  readonly section: Section;
  /** The text that the report is about, for the order of its parameters. */
  readonly text: string;
  readonly onShow: (problem: Problem) => void;
};

/** A space in a file that the form can't change, as JSON: where it stands, and the way to have it in the YAML. */
function InlineBar({ form, report }: Pick<SpaceSectionProps, 'form' | 'report'>) {
  const { space, space_file: file } = report;
  return file === null || space === null ? null : (
    <div className={classes.elsewhere}>
      <span className="text3 small grow">
        It stands in <span className="mono">{file.written}</span>, which is only shown here.
      </span>
      <Button
        size="small"
        unavailable={form.isBehind ? 'The YAML can’t be read just now' : null}
        onClick={() => form.edit(inlinedParameters(space), null)}
      >
        Inline it
      </Button>
    </div>
  );
}

type ElsewhereProps = SpaceSectionProps & { readonly rungs: FidelityRungs | null };

/** A space in another file, or one of which only its problems are known. */
function Elsewhere({ form, report, section, text, onShow, rungs }: ElsewhereProps) {
  if (report.space !== null) {
    const rows = spaceRows(report.space, section.problems, text);
    return (
      <>
        <InlineBar form={form} report={report} />
        <SpaceView rows={rows} samples={report.samples} rungs={rungs} onShow={onShow} />
      </>
    );
  }
  return section.problems.length === 0 ? (
    <p className={classes.about}>It stands here once it can be read.</p>
  ) : (
    <div className={classes.partProblems}>
      {section.problems.map((problem) => (
        <ProblemLine key={`${problem.line}-${problem.message}`} problem={problem} onShow={onShow} />
      ))}
    </div>
  );
}

/** The search space: a form where the text holds it itself. */
export function SpaceSection(props: SpaceSectionProps) {
  const { form, report, section, onShow } = props;
  const { drafts, isBehind } = form;
  const { rungs: planned, optimizer } = report;
  // The same for as long as it says the same: its row is not drawn again.
  const rungs = useMemo(() => fidelityRungs({ rungs: planned, optimizer }), [planned, optimizer]);
  return (
    <section className={classes.part} id="section-space" aria-labelledby="section-space-title">
      <div className={classes.partHead}>
        <h2 id="section-space-title">{section.title}</h2>
        <span className={`text3 small grow ${isBehind ? '' : classes.dragHint}`}>
          {isBehind
            ? 'The YAML can’t be read just now: this is what it said before'
            : drafts !== null && drafts.length > 0 && 'Drag a curve to move its prior'}
        </span>
        {drafts !== null && <PasteButton form={form} />}
        {drafts !== null && <AddParameter form={form} />}
      </div>
      <div className={classes.card}>
        {drafts === null ? (
          <Elsewhere {...props} rungs={rungs} />
        ) : (
          <SpaceTable
            form={form}
            drafts={drafts}
            problems={section.problems}
            samples={report.samples}
            rungs={rungs}
            onShow={onShow}
          />
        )}
      </div>
    </section>
  );
}
