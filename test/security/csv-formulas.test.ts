import { expect, it } from 'vitest';
import { csvCell, plainCsvCell } from '#core/analysis/words/csv-cell.ts';

it.each(['=1+1', '+cmd', '-2+3', '@SUM(A1)', '\tx', '=HYPERLINK("http://a","b")'])(
  'a cell that a spreadsheet would run begins with an apostrophe: %j',
  (text) => {
    expect(csvCell(text).replace(/^"/, '')).toMatch(/^'/);
    expect(plainCsvCell(text).replace(/^"/, '')).not.toMatch(/^'/);
  },
);

it.each(['-1', '+0.5', '-1e-4', '-.5', '-inf', '-Infinity', '1', 'adam', '', 'a=b', 'x-y'])(
  'a number or a plain text stays as it is: %j',
  (text) => {
    expect(csvCell(text)).toBe(text);
  },
);
