import { IconPlus } from '@tabler/icons-react';
import type { ParameterDraft } from '#core/config/edit/parameter-draft.ts';
import { freeName, movedParameter, newParameter } from '#core/config/edit/parameter-edits.ts';
import type { Problem } from '#core/contract/problem.ts';
import type { Config } from '#core/contract/value.ts';
import { Button } from '../../../components/button.tsx';
import { parameterOf } from '../collect.ts';
import { ProblemLine } from '../problem-line.tsx';
import type { DocumentForm } from '../use-document.ts';
import { ParameterRow } from './parameter-row.tsx';
import classes from './space-editor.module.css';

type SpaceTableProps = {
  readonly form: DocumentForm;
  readonly drafts: readonly ParameterDraft[];
  readonly problems: readonly Problem[];
  readonly samples: readonly Config[];
  readonly onShow: (problem: Problem) => void;
};

/** The button that adds a parameter; its name is to be typed over. */
export function AddParameter({ form }: { readonly form: DocumentForm }) {
  const { drafts, edit } = form;
  const names = drafts?.map(({ name }) => name) ?? [];
  return (
    <Button
      icon={IconPlus}
      size="small"
      unavailable={form.isBehind ? 'The YAML can’t be read just now' : null}
      onClick={() => edit([newParameter(freeName('parameter', names), '[0.0, 1.0]', null)], null)}
    >
      Add parameter
    </Button>
  );
}

/** The search space as a form, one row a parameter; each change is one of the text. */
export function SpaceTable({ form, drafts, problems, samples, onShow }: SpaceTableProps) {
  const names = drafts.map(({ name }) => name);
  const others = problems.filter((problem) => !names.includes(parameterOf(problem) ?? ''));
  return (
    <fieldset className={classes.set} disabled={form.isBehind}>
      <legend className="visually-hidden">Search space</legend>
      {/* biome-ignore lint/a11y/noRedundantRoles: a table laid out as a grid is none to some browsers. */}
      <table role="table" className={classes.table} aria-label="Search space">
        <thead>
          {/* biome-ignore lint/a11y/noRedundantRoles: the same. */}
          <tr role="row" className={classes.head}>
            <th scope="col">Name and kind</th>
            <th scope="col">Range or choices</th>
            <th scope="col">Prior and confidence</th>
            <th scope="col">What will be sampled{samples.length > 0 && ` (${samples.length} draws)`}</th>
          </tr>
        </thead>
        <tbody>
          {drafts.map((draft, index) => (
            <ParameterRow
              // biome-ignore lint/suspicious/noArrayIndexKey: a parameter that is renamed stays the same row.
              key={index}
              draft={draft}
              parameter={form.parameters.get(draft.name) ?? null}
              problems={problems.filter((problem) => parameterOf(problem) === draft.name)}
              samples={samples}
              names={names}
              edit={form.edit}
              onShow={onShow}
              onMove={(moved, before) => form.edit([movedParameter(moved, before)], null)}
            />
          ))}
        </tbody>
      </table>
      {drafts.length === 0 && <p className={classes.none}>No parameter yet: add what is to be tuned.</p>}
      {others.map((problem) => (
        <div key={`${problem.line}-${problem.message}`} className={classes.other}>
          <ProblemLine problem={problem} onShow={onShow} />
        </div>
      ))}
    </fieldset>
  );
}
