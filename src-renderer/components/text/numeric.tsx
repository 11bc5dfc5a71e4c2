import type { ClipboardEvent } from 'react';
import { formatNumber } from '#core/analysis/words/format.ts';
import { tip } from '../tips/tip.ts';

type NumericProps = {
  readonly value: number;
  readonly className?: string | undefined;
};

/** A measured number: four significant digits to read, all of them on hover and when it is copied. */
export function Numeric({ value, className }: NumericProps) {
  const shown = formatNumber(value);
  const full = String(value);
  const copyAll = (event: ClipboardEvent<HTMLElement>) => {
    if (window.getSelection()?.toString().trim() === shown) {
      event.clipboardData.setData('text/plain', full);
      event.preventDefault();
    }
  };
  return (
    <span className={className} onCopy={copyAll} {...tip(full === shown ? null : full)}>
      {shown}
    </span>
  );
}
