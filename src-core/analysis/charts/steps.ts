/** Work that can be left off after each of its steps, none of which takes more than a few milliseconds. */
export type Steps<Result> = Generator<void, Result, void>;

/** Does all of it at once. */
export function allAtOnce<Result>(steps: Steps<Result>): Result {
  let step = steps.next();
  while (step.done !== true) {
    step = steps.next();
  }
  return step.value;
}

/** Items that are looked at in one step. */
export const STEP_ITEMS = 2_000;

/** Looks at each item and its place, in their order. */
export function* eachInSteps<Item>(
  items: readonly Item[],
  look: (item: Item, place: number) => void,
): Steps<void> {
  for (const [place, item] of items.entries()) {
    look(item, place);
    if (place % STEP_ITEMS === STEP_ITEMS - 1) {
      yield;
    }
  }
}

/** Two sorted lists as one; equal ones of the left come first. */
function* merged<Item>(
  left: readonly Item[],
  right: readonly Item[],
  compare: (a: Item, b: Item) => number,
): Steps<readonly Item[]> {
  const [last, first] = [left.at(-1), right[0]];
  if (last === undefined || first === undefined || compare(last, first) <= 0) {
    return left.concat(right);
  }
  const both: Item[] = [];
  let [fromLeft, fromRight] = [0, 0];
  while (fromLeft < left.length && fromRight < right.length) {
    const [a, b] = [left[fromLeft] as Item, right[fromRight] as Item];
    const takesLeft = compare(a, b) <= 0;
    both.push(takesLeft ? a : b);
    fromLeft += Number(takesLeft);
    fromRight += Number(!takesLeft);
    if (both.length % STEP_ITEMS === 0) {
      yield;
    }
  }
  return both.concat(left.slice(fromLeft), right.slice(fromRight));
}

/** The items sorted as `toSorted` sorts them: stable. */
export function* sortedInSteps<Item>(
  items: readonly Item[],
  compare: (a: Item, b: Item) => number,
): Steps<readonly Item[]> {
  let parts: (readonly Item[])[] = [];
  for (let from = 0; from < items.length; from += STEP_ITEMS) {
    parts.push(items.slice(from, from + STEP_ITEMS).sort(compare));
    yield;
  }
  while (parts.length > 1) {
    const longer: (readonly Item[])[] = [];
    for (let part = 0; part < parts.length; part += 2) {
      longer.push(yield* merged(parts[part] ?? [], parts[part + 1] ?? [], compare));
      yield;
    }
    parts = longer;
  }
  return parts[0] ?? [];
}
