import { IconPlus } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { flushSync } from 'react-dom';
import { isFidelity, type ParameterDraft } from '#core/config/edit/parameters/parameter-draft.ts';
import { freeName, newParameter } from '#core/config/edit/parameters/parameter-edits.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { ProblemLine } from '../check/problem-line.tsx';
import { errorCount, parameterOf } from '../check/problem-place.ts';
import { shared } from '../document/shared.ts';
import type { DocumentForm } from '../document/use-document.ts';
import { useStable } from '../document/use-stable.ts';
import type { FidelityRungs } from './parameter/fidelity-rungs.ts';
import { FarRow, ParameterRow } from './parameter/parameter-row.tsx';
import { keyedRows, NO_ROWS } from './parameter/row-keys.ts';
import selectionClasses from './selection/selection.module.css';
import { SelectionBar } from './selection/selection-bar.tsx';
import { useChoosing } from './selection/use-choosing.ts';
import classes from './space-editor.module.css';
import { useSpaceActs } from './use-space-acts.ts';
import { drawsOf } from './view/draws.ts';
import { useDrawnRows } from './view/use-drawn-rows.ts';

type SpaceTableProps = {
  readonly form: DocumentForm;
  readonly drafts: readonly ParameterDraft[];
  readonly problems: readonly Problem[];
  readonly samples: readonly Config[];
  /** What the optimizer makes of the fidelity; null for nothing. */
  readonly rungs: FidelityRungs | null;
  readonly onShow: (problem: Problem) => void;
};

/** The button that adds a parameter; its name is to be typed over. */
export function AddParameter({ form }: { readonly form: DocumentForm }) {
  const { drafts, edit } = form;
  const names = drafts?.map(({ name }) => name) ?? [];
  const add = () => {
    const name = freeName('parameter', names);
    // What is typed next is its name, however soon that comes.
    flushSync(() => edit([newParameter(name, '[0.0, 1.0]', null)], null));
    typeOver(name);
  };
  return (
    <Button
      icon={IconPlus}
      size="small"
      unavailable={form.isBehind ? 'The YAML can’t be read just now' : null}
      onClick={add}
    >
      Add parameter
    </Button>
  );
}

/** The name of a parameter, to be typed over; in view, wherever the table ends. */
function typeOver(name: string): void {
  const field = document.querySelector<HTMLInputElement>(
    `tr[data-name="${CSS.escape(name)}"] input[type="text"]`,
  );
  field?.focus();
  field?.select();
}

const NO_PROBLEMS: readonly Problem[] = [];
const NO_DRAWS: readonly ConfigValue[] = [];

function byParameter(problems: readonly Problem[]): ReadonlyMap<string | null, readonly Problem[]> {
  const groups = new Map<string | null, Problem[]>();
  for (const problem of problems) {
    const name = parameterOf(problem);
    groups.set(name, [...(groups.get(name) ?? []), problem]);
  }
  return groups;
}

/** What belongs to each row beside its draft. What did not change is the same as before, so that its row stays. */
function useRowData({ drafts, problems, samples }: Pick<SpaceTableProps, 'drafts' | 'problems' | 'samples'>) {
  const keyed = useRef(NO_ROWS);
  const last = useRef<ReadonlyMap<string, readonly ConfigValue[]>>(new Map());
  const names = useMemo(() => drafts.map(({ name }) => name), [drafts]);
  keyed.current = keyedRows(keyed.current, names);
  const draws = useMemo(() => {
    last.current = shared(last.current, new Map(names.map((name) => [name, drawsOf(samples, name)])));
    return last.current;
  }, [names, samples]);
  const byName = useMemo(() => byParameter(problems), [problems]);
  const others = [...byName]
    .filter(([name]) => name === null || !draws.has(name))
    .flatMap(([, about]) => about);
  return { names, keys: keyed.current.keys, draws, byName, others };
}

type HeadProps = {
  readonly count: number;
  readonly chosen: number;
  readonly draws: number;
  readonly onChooseAll: (all: boolean) => void;
};

function Head({ count, chosen, draws, onChooseAll }: HeadProps) {
  return (
    <thead>
      {/* biome-ignore lint/a11y/noRedundantRoles: a table laid out as a grid is none to some browsers. */}
      <tr role="row" className={classes.head}>
        <th scope="col" className={selectionClasses.headCell}>
          {count > 0 && (
            <Checkbox
              label="Select all parameters"
              hideLabel
              checked={chosen > 0 && chosen === count}
              mixed={chosen > 0 && chosen < count}
              onChange={onChooseAll}
            />
          )}
          Name and kind
        </th>
        <th scope="col">Range or choices</th>
        <th scope="col">Prior and confidence</th>
        <th scope="col">What will be sampled{draws > 0 && ` (${draws} draws)`}</th>
      </tr>
    </thead>
  );
}

/** The search space as a form, one row a parameter; each change is one of the text. */
export function SpaceTable(props: SpaceTableProps) {
  const { form, drafts, samples, rungs } = props;
  const { edit, parameters } = form;
  const { names, keys, draws, byName, others } = useRowData(props);
  const table = useRef<HTMLTableElement>(null);
  const drawn = useDrawnRows(keys, table);
  const acts = useSpaceActs(names, edit);
  const { chosen, clear, chooseAll, handlers } = useChoosing(names, edit);
  const onShow = useStable(props.onShow);
  return (
    <fieldset className={classes.set} disabled={form.isBehind}>
      <legend className="visually-hidden">Search space</legend>
      {chosen.size > 0 && <SelectionBar drafts={drafts} chosen={chosen} edit={edit} onClear={clear} />}
      <table
        // biome-ignore lint/a11y/noRedundantRoles: a table laid out as a grid is none to some browsers.
        role="table"
        ref={table}
        className={classes.table}
        aria-label="Search space"
        data-choosing={chosen.size > 0 || undefined}
        {...handlers}
      >
        <Head count={names.length} chosen={chosen.size} draws={samples.length} onChooseAll={chooseAll} />
        <tbody>
          {drafts.map((draft, index) => {
            const key = keys[index] ?? -1;
            const parameter = parameters.get(draft.name) ?? null;
            const about = byName.get(draft.name) ?? NO_PROBLEMS;
            return drawn.has(key) ? (
              <ParameterRow
                key={key}
                draft={draft}
                parameter={parameter}
                problems={about}
                draws={draws.get(draft.name) ?? NO_DRAWS}
                rungs={isFidelity(draft) ? rungs : null}
                isFirst={index === 0}
                isLast={index === drafts.length - 1}
                isChosen={chosen.has(draft.name)}
                acts={acts}
                edit={edit}
                onShow={onShow}
              />
            ) : (
              <FarRow
                key={key}
                row={key}
                name={draft.name}
                parameter={parameter}
                isBad={errorCount(about) > 0}
                isChosen={chosen.has(draft.name)}
              />
            );
          })}
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
