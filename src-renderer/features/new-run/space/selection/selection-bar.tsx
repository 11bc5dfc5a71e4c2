import { IconArrowDown, IconArrowUp, IconCopy, IconTrash, IconX } from '@tabler/icons-react';
import type { ParameterDraft } from '#core/config/edit/parameters/parameter-draft.ts';
import {
  copiedParameters,
  movedParameters,
  withConfidence,
  withLog,
  withoutParameters,
} from '#core/config/edit/parameters/several-parameters.ts';
import type { PriorConfidence } from '#core/contract/space.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import type { EditDocument } from '#renderer/features/new-run/document/use-document.ts';
import classes from './selection.module.css';

type SelectionBarProps = {
  readonly drafts: readonly ParameterDraft[];
  readonly chosen: ReadonlySet<string>;
  readonly edit: EditDocument;
  readonly onClear: () => void;
};

const CONFIDENCES: readonly (readonly [PriorConfidence, string])[] = [
  ['low', 'Low'],
  ['medium', 'Med'],
  ['high', 'High'],
];

/** What can be done with several parameters at once; each is one step. */
export function SelectionBar({ drafts, chosen, edit, onClear }: SelectionBarProps) {
  const several = { names: drafts.map(({ name }) => name), chosen };
  const these = drafts.filter(({ name }) => chosen.has(name));
  const noRange = these.some(({ form }) => form === 'range') ? null : 'None of them is a range';
  const noPrior = these.some(({ fields }) => fields.has('prior')) ? null : 'None of them has a prior';
  return (
    <div className={classes.bar} role="toolbar" aria-label="Selected parameters">
      <span className={classes.count} role="status">
        {chosen.size} selected
      </span>
      <Button
        size="small"
        variant="ghost"
        icon={IconCopy}
        label="Duplicate selected"
        onClick={() => edit(copiedParameters(several), null)}
      />
      <Button
        size="small"
        variant="ghost"
        icon={IconArrowUp}
        label="Move selected up"
        onClick={() => edit(movedParameters(several, -1), null)}
      />
      <Button
        size="small"
        variant="ghost"
        icon={IconArrowDown}
        label="Move selected down"
        onClick={() => edit(movedParameters(several, 1), null)}
      />
      <span className={classes.group}>
        Log
        <Button
          size="small"
          label="Log on for selected"
          unavailable={noRange}
          onClick={() => edit(withLog(these, true), null)}
        >
          On
        </Button>
        <Button
          size="small"
          label="Log off for selected"
          unavailable={noRange}
          onClick={() => edit(withLog(these, false), null)}
        >
          Off
        </Button>
      </span>
      <span className={classes.group}>
        Confidence
        {CONFIDENCES.map(([confidence, word]) => (
          <Button
            key={confidence}
            size="small"
            label={`${word}: confidence ${confidence} for selected`}
            unavailable={noPrior}
            onClick={() => edit(withConfidence(these, confidence), null)}
          >
            {word}
          </Button>
        ))}
      </span>
      <span className="grow" />
      <Button
        size="small"
        variant="ghost"
        icon={IconTrash}
        label="Delete selected"
        onClick={() => edit(withoutParameters(several), null)}
      />
      <Button size="small" variant="ghost" icon={IconX} label="Clear selection" onClick={onClear} />
    </div>
  );
}
