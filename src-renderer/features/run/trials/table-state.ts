import type { Sort } from './order/order.ts';

/** The sort that a text such as `-loss` names; null for none. */
export function sortOf(text: string | null): Sort | null {
  if (text === null || text === '') {
    return null;
  }
  const descending = text.startsWith('-');
  return { column: descending ? text.slice(1) : text, descending };
}

/** As the address has it: `-loss` for falling losses. */
export function sortText(sort: Sort | null): string | null {
  return sort === null ? null : `${sort.descending ? '-' : ''}${sort.column}`;
}

/** What a click on a column's head does: up, down, and back to the order of the numbers. */
export function nextSort(sort: Sort | null, column: string): Sort | null {
  if (sort?.column !== column) {
    return { column, descending: false };
  }
  return sort.descending ? null : { column, descending: true };
}

/** A list with one member put in at its end or taken out. */
export function toggled<Member>(members: readonly Member[], member: Member): readonly Member[] {
  return members.includes(member) ? members.filter((each) => each !== member) : [...members, member];
}
