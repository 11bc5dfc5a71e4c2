import { Button } from '#renderer/components/buttons/button.tsx';
import { count, counted } from '#renderer/format/numbers.ts';
import classes from './trials.module.css';

type SelectionBarProps = {
  readonly selected: number;
  readonly shown: number;
  readonly all: number;
  readonly onCompare: () => void;
  readonly onClear: () => void;
};

/** More side by side can't be read. */
const MOST_COMPARED = 12;

function refusalOf(selected: number): string | null {
  if (selected < 2) {
    return 'Select two trials or more.';
  }
  return selected > MOST_COMPARED ? `At most ${MOST_COMPARED} trials stand side by side.` : null;
}

/** What can be done with the selected rows, and how many match. */
export function SelectionBar({ selected, shown, all, onCompare, onClear }: SelectionBarProps) {
  return (
    <div className={classes.foot}>
      {selected > 0 && (
        <>
          <b className="strong">{count(selected)} selected</b>
          <Button size="small" variant="primary" unavailable={refusalOf(selected)} onClick={onCompare}>
            Compare side by side
          </Button>
          <Button size="small" variant="ghost" onClick={onClear}>
            Clear selection
          </Button>
        </>
      )}
      <span className="grow" />
      <span className="text3 small" aria-live="polite">
        {shown === all
          ? counted(all, 'trial')
          : `${count(shown)} of ${counted(all, 'trial')} ${shown === 1 ? 'matches' : 'match'}`}
      </span>
    </div>
  );
}
