import type { MouseEvent } from 'react';
import { Button } from '../buttons/button.tsx';

type ShowAllProps = {
  /** The axis that is shown whole, where there are several charts. */
  readonly of?: string;
  readonly variant?: 'default' | 'ghost';
  readonly onShow: () => void;
};

const CHART = '[role="application"]';

/** The chart that is nearest to a control. */
function chartNear(control: HTMLElement): HTMLElement | null {
  let place = control.parentElement;
  while (place !== null && place.querySelector(CHART) === null) {
    place = place.parentElement;
  }
  return place?.querySelector<HTMLElement>(CHART) ?? null;
}

/** Takes a zoom back. The button goes with the zoom: the keyboard goes on in the chart. */
export function ShowAll({ of, variant = 'ghost', onShow }: ShowAllProps) {
  const show = ({ currentTarget }: MouseEvent<HTMLElement>) => {
    chartNear(currentTarget)?.focus({ preventScroll: true });
    onShow();
  };
  return (
    <Button
      size="small"
      variant={variant}
      label={of === undefined ? undefined : `Show all of ${of}`}
      onClick={show}
    >
      Show all
    </Button>
  );
}
