import { type DragEvent, memo, useId } from 'react';
import { draftKind, type ParameterDraft } from '#core/config/edit/parameters/parameter-draft.ts';
import { renamedParameter, withField, withKind } from '#core/config/edit/parameters/parameter-edits.ts';
import { parameterRemedies } from '#core/config/edit/parameters/remedies.ts';
import { parameterSummary } from '#core/config/words/parameter-summary.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { Parameter } from '#core/contract/space.ts';
import type { ConfigValue } from '#core/contract/value.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { ProblemLine } from '#renderer/features/new-run/check/problem-line.tsx';
import type { EditDocument } from '#renderer/features/new-run/document/use-document.ts';
import { Select } from '#renderer/features/new-run/fields/select.tsx';
import { TypedField } from '#renderer/features/new-run/fields/typed-field.tsx';
import { DragPrior } from '../prior/drag-prior.tsx';
import { PriorFields } from '../prior/prior-fields.tsx';
import selection from '../selection/selection.module.css';
import { CHOOSER } from '../selection/use-choosing.ts';
import classes from '../space-editor.module.css';
import type { SpaceActs } from '../use-space-acts.ts';
import { FAR } from '../view/use-drawn-rows.ts';
import { ChoiceFields } from './choice-fields.tsx';
import type { FidelityRungs } from './fidelity-rungs.ts';
import { ParameterAxis } from './parameter-axis.tsx';
import { ParameterMenu } from './parameter-menu.tsx';
import { RangeFields, ValueField } from './range-fields.tsx';

export type RowProps = {
  readonly draft: ParameterDraft;
  /** Null while something is wrong with it. */
  readonly parameter: Parameter | null;
  readonly problems: readonly Problem[];
  /** What would be drawn of it. */
  readonly draws: readonly ConfigValue[];
  /** What the optimizer makes of it as the fidelity; null for any other. */
  readonly rungs: FidelityRungs | null;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly isChosen: boolean;
  readonly acts: SpaceActs;
  readonly edit: EditDocument;
  readonly onShow: (problem: Problem) => void;
};

const KINDS = [
  { value: 'float', label: 'float' },
  { value: 'integer', label: 'integer' },
  { value: 'categorical', label: 'categorical' },
  { value: 'constant', label: 'constant' },
] as const;

function NameAndKind({ draft, acts, edit }: Pick<RowProps, 'draft' | 'acts' | 'edit'>) {
  const { name, fields, form } = draft;
  const kind = draftKind(draft);
  return (
    <>
      <TypedField
        label={`Name of ${name}`}
        value={name}
        isComplete={() => false}
        onType={(typed) => acts.isFree(typed.trim()) && edit([renamedParameter(name, typed.trim())], null)}
      />
      <div className={classes.kind}>
        {kind !== null && (
          <Select
            label={`Kind of ${name}`}
            value={kind}
            options={KINDS}
            onChange={(next) => edit(withKind(draft, next), null)}
          />
        )}
        {form === 'range' && (
          <Checkbox
            label="log"
            checked={fields.get('log')?.shown === 'true'}
            onChange={(log) => edit(withField(draft, 'log', log ? 'true' : null), null)}
          />
        )}
      </div>
    </>
  );
}

function Values(props: RowProps) {
  switch (props.draft.form) {
    case 'range':
      return <RangeFields {...props} />;
    case 'choices':
      return <ChoiceFields {...props} />;
    case 'value':
      return <ValueField {...props} />;
    case null:
      return <span className="text3 small">Only the YAML can show this form</span>;
  }
}

const NO_RUNGS: readonly number[] = [];

/** What is moved by dragging travels as this. */
const DRAGGED = 'application/x-incumbent-parameter';

function dropped(event: DragEvent): string | null {
  const name = event.dataTransfer.getData(DRAGGED);
  return name === '' ? null : name;
}

/** One parameter: its fields, how it is drawn, and what is wrong with it. It is drawn anew when one of these changes. */
export const ParameterRow = memo(function ParameterRow(props: RowProps) {
  const { draft, parameter, problems, draws, rungs, isChosen, acts, onShow } = props;
  const { name } = draft;
  const id = useId();
  const isBad = problems.some(({ severity }) => severity === 'error');
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: a table laid out as a grid is none to some browsers.
      role="row"
      // Without its checkbox, so that what a screen reader says of a row begins with the parameter.
      aria-labelledby={`${id}-name ${id}-values`}
      className={classes.row}
      data-name={name}
      data-chosen={isChosen || undefined}
      data-bad={isBad || undefined}
      onDragOver={(event) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault()}
      onDrop={(event) => {
        const moved = dropped(event);
        if (moved !== null && moved !== name) {
          acts.moveBefore(moved, name);
        }
      }}
    >
      <th scope="row" className={classes.nameCell}>
        <span
          className={classes.grip}
          aria-hidden
          draggable
          onDragStart={(event) => event.dataTransfer.setData(DRAGGED, name)}
        />
        <span className={selection.chooser} {...{ [CHOOSER]: true }}>
          <Checkbox label={`Select ${name}`} hideLabel checked={isChosen} />
        </span>
        <div id={`${id}-name`} className={classes.nameFields}>
          <NameAndKind {...props} />
        </div>
      </th>
      <td id={`${id}-values`}>
        <Values {...props} />
      </td>
      <td>
        <PriorFields {...props} />
      </td>
      <td className={classes.axisCell}>
        {parameter === null ? (
          <span className={classes.noAxis}>Fix the error to see the preview</span>
        ) : (
          <DragPrior parameter={parameter} draft={draft} edit={props.edit}>
            <ParameterAxis parameter={parameter} draws={draws} rungs={rungs?.fidelities ?? NO_RUNGS} />
          </DragPrior>
        )}
      </td>
      <td className={classes.menuCell}>
        <ParameterMenu {...props} />
      </td>
      {problems.length > 0 && (
        <td className={classes.problemCell}>
          {problems.map((problem) => (
            <div key={`${problem.line}-${problem.message}`} className={classes.problem}>
              <ProblemLine problem={problem} onShow={onShow} />
              {parameterRemedies(draft, problem).map(({ words, edits }) => (
                <Button key={words} size="small" onClick={() => props.edit(edits, null)}>
                  {words}
                </Button>
              ))}
            </div>
          ))}
        </td>
      )}
    </tr>
  );
});

type FarRowProps = {
  /** Its key. */
  readonly row: number;
  readonly name: string;
  readonly parameter: Parameter | null;
  readonly isBad: boolean;
  readonly isChosen: boolean;
};

/** A row far from what is seen: what it says, without fields. */
export const FarRow = memo(function FarRow({ row, name, parameter, isBad, isChosen }: FarRowProps) {
  return (
    <tr
      // biome-ignore lint/a11y/noRedundantRoles: a table laid out as a grid is none to some browsers.
      role="row"
      className={classes.row}
      data-name={name}
      data-chosen={isChosen || undefined}
      data-bad={isBad || undefined}
      {...{ [FAR]: row }}
    >
      <th scope="row" className={classes.farName}>
        {name}
      </th>
      <td>{parameter === null ? 'not readable yet' : parameterSummary(parameter)}</td>
    </tr>
  );
});
