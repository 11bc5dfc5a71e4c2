import { useState } from 'react';
import type { Trial } from '#core/contract/run/trial.ts';
import { Button } from '#renderer/components/buttons/button.tsx';
import { Checkbox } from '#renderer/components/inputs/checkbox.tsx';
import { Dialog } from '#renderer/components/surfaces/dialog.tsx';
import { Scroller } from '#renderer/components/surfaces/scroller.tsx';
import { Table } from '#renderer/components/surfaces/table.tsx';
import { counted } from '#renderer/format/numbers.ts';
import type { Column } from '../columns/columns.ts';
import classes from './compare.module.css';
import { type ComparedLine, compareTrials } from './compare.ts';

type CompareDialogProps = {
  readonly trials: readonly Trial[];
  readonly columns: readonly Column[];
  readonly onClose: () => void;
};

function Line({ line }: { line: ComparedLine }) {
  return (
    <tr data-differs={line.differs || undefined}>
      <th scope="row">
        {line.label}
        {line.differs && <span className="visually-hidden"> (differs)</span>}
      </th>
      {line.values.map((value) => (
        <td key={value.trial} title={value.full}>
          {value.text || <span className="text3">none</span>}
        </td>
      ))}
    </tr>
  );
}

/** Selected trials side by side; lines that differ are marked. */
export function CompareDialog({ trials, columns, onClose }: CompareDialogProps) {
  const [onlyDifferent, setOnlyDifferent] = useState(false);
  const lines = compareTrials(trials, columns);
  const shown = onlyDifferent ? lines.filter(({ differs }) => differs) : lines;
  return (
    <Dialog
      title={`Compare ${counted(trials.length, 'trial')}`}
      lead="Values that differ stand out."
      onClose={onClose}
      onSubmit={onClose}
      foot={<Checkbox label="Only what differs" checked={onlyDifferent} onChange={setOnlyDifferent} />}
      actions={
        <Button size="large" type="submit">
          Close
        </Button>
      }
    >
      <Scroller className={classes.scroll} label="Trials side by side">
        <Table headStays className={classes.table}>
          <thead>
            <tr>
              <td />
              {trials.map(({ trial }) => (
                <th key={trial} scope="col" className="mono">
                  {trial}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((line) => (
              <Line key={line.id} line={line} />
            ))}
          </tbody>
        </Table>
      </Scroller>
    </Dialog>
  );
}
