/** What trees are grown from: one column an axis, on its unit axis or numbers of choices. */
export type TreeData = {
  readonly columns: readonly Float64Array[];
  /** How many choices an axis has; 0 for one with an order. */
  readonly choices: readonly number[];
  readonly targets: Float64Array;
};

/** Left goes what is at most the threshold of an ordered axis, or one of the choices that are marked. */
type Split =
  | { readonly axis: number; readonly threshold: number; readonly marked: null }
  | { readonly axis: number; readonly threshold: null; readonly marked: Uint8Array };
export type TreeNode =
  | { readonly value: number; readonly split: null }
  | { readonly value: number; readonly split: Split; readonly left: TreeNode; readonly right: TreeNode };

const MOST_DEPTH = 64;
/** Share of a node's squares that a split must explain: less is rounding. */
const LEAST_GAIN = 1e-12;

type Sums = { count: number; sum: number };
type Found = { gain: number; split: Split };

/** Rows of the tree's sample, ordered along each axis, with how often each was drawn. */
type Grove = TreeData & {
  readonly weights: Uint16Array;
  readonly orders: readonly Int32Array[];
  readonly goesLeft: Uint8Array;
  /** Room for what is summed up by choices. */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
};

/**
 * A regression tree of least squares, grown until its leaves are pure (L. Breiman et al., "Classification and Regression
 * Trees", 1984, chapter 8). Choices are ordered by their mean, which finds the best of all subsets (W. D. Fisher, 1958).
 *
 * @param weights how often each row was drawn; 0 leaves it out
 * @param sorted the rows in the order of each axis
 */
export function growTree(data: TreeData, weights: Uint16Array, sorted: readonly Int32Array[]): TreeNode {
  const orders = sorted.map((rows) => rows.filter((row) => (weights[row] as number) > 0));
  const room = Math.max(0, ...data.choices);
  const grove = {
    ...data,
    weights,
    orders,
    goesLeft: new Uint8Array(weights.length),
    sums: new Float64Array(room),
    counts: new Float64Array(room),
  };
  return grow(grove, 0, orders[0]?.length ?? 0, 0);
}

function sumsOf({ weights, targets, orders }: Grove, from: number, to: number): Sums & { pure: boolean } {
  const rows = orders[0] as Int32Array;
  const first = targets[rows[from] as number] as number;
  let [count, sum, pure] = [0, 0, true];
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    const target = targets[row] as number;
    count += weights[row] as number;
    sum += (weights[row] as number) * target;
    pure &&= target === first;
  }
  return { count, sum, pure };
}

function grow(grove: Grove, from: number, to: number, depth: number): TreeNode {
  const all = sumsOf(grove, from, to);
  const value = all.count === 0 ? 0 : all.sum / all.count;
  if (all.pure || to - from < 2 || depth >= MOST_DEPTH) {
    return { value, split: null };
  }
  const best = bestSplit(grove, from, to, all);
  if (best === null) {
    return { value, split: null };
  }
  const middle = part(grove, best.split, from, to);
  return {
    value,
    split: best.split,
    left: grow(grove, from, middle, depth + 1),
    right: grow(grove, middle, to, depth + 1),
  };
}

function bestSplit(grove: Grove, from: number, to: number, all: Sums): Found | null {
  const base = (all.sum * all.sum) / all.count;
  let best: Found | null = null;
  for (const [axis, choices] of grove.choices.entries()) {
    const found =
      choices > 0 ? bestChoices(grove, axis, from, to, all) : bestThreshold(grove, axis, from, to, all);
    if (found !== null && (best === null || found.gain > best.gain)) {
      best = found;
    }
  }
  return best !== null && best.gain - base > LEAST_GAIN * Math.max(1, Math.abs(base)) ? best : null;
}

/** What a split explains: the squared sums of both sides over their counts. */
function explained(left: Sums, all: Sums): number {
  const right = all.sum - left.sum;
  return (left.sum * left.sum) / left.count + (right * right) / (all.count - left.count);
}

function bestThreshold(grove: Grove, axis: number, from: number, to: number, all: Sums): Found | null {
  const rows = grove.orders[axis] as Int32Array;
  const column = grove.columns[axis] as Float64Array;
  const left = { count: 0, sum: 0 };
  let [gain, threshold] = [Number.NEGATIVE_INFINITY, Number.NaN];
  for (let i = from; i < to - 1; i++) {
    const row = rows[i] as number;
    const weight = grove.weights[row] as number;
    left.count += weight;
    left.sum += weight * (grove.targets[row] as number);
    const [here, next] = [column[row] as number, column[rows[i + 1] as number] as number];
    if (here < next) {
      const now = explained(left, all);
      if (now > gain) {
        gain = now;
        threshold = (here + next) / 2;
      }
    }
  }
  return Number.isNaN(threshold) ? null : { gain, split: { axis, threshold, marked: null } };
}

/** Sums up the rows of a node by their choice. */
function sumUp(
  { orders, columns, weights, targets, sums, counts }: Grove,
  axis: number,
  from: number,
  to: number,
): void {
  const rows = orders[axis] as Int32Array;
  const column = columns[axis] as Float64Array;
  sums.fill(0);
  counts.fill(0);
  for (let i = from; i < to; i++) {
    const row = rows[i] as number;
    const choice = column[row] as number;
    const weight = weights[row] as number;
    counts[choice] = (counts[choice] as number) + weight;
    sums[choice] = (sums[choice] as number) + weight * (targets[row] as number);
  }
}

function bestChoices(grove: Grove, axis: number, from: number, to: number, all: Sums): Found | null {
  sumUp(grove, axis, from, to);
  const { sums, counts } = grove;
  const meanOf = (choice: number) => (sums[choice] as number) / (counts[choice] as number);
  const ranked: number[] = [];
  for (let choice = 0; choice < counts.length; choice++) {
    if ((counts[choice] as number) > 0) {
      ranked.push(choice);
    }
  }
  ranked.sort((a, b) => meanOf(a) - meanOf(b));
  const left = { count: 0, sum: 0 };
  let [gain, last] = [Number.NEGATIVE_INFINITY, -1];
  for (let i = 0; i < ranked.length - 1; i++) {
    left.count += counts[ranked[i] as number] as number;
    left.sum += sums[ranked[i] as number] as number;
    const now = explained(left, all);
    if (now > gain) {
      gain = now;
      last = i;
    }
  }
  if (last < 0) {
    return null;
  }
  const marked = new Uint8Array(grove.choices[axis] as number);
  for (const choice of ranked.slice(0, last + 1)) {
    marked[choice] = 1;
  }
  return { gain, split: { axis, threshold: null, marked } };
}

/** Puts the rows that go left first, in every order, each side in the order that it had. */
function part({ orders, columns, goesLeft }: Grove, split: Split, from: number, to: number): number {
  const column = columns[split.axis] as Float64Array;
  for (const row of (orders[0] as Int32Array).subarray(from, to)) {
    const at = column[row] as number;
    goesLeft[row] = split.marked === null ? Number(at <= split.threshold) : (split.marked[at] as number);
  }
  let middle = from;
  const right = new Int32Array(to - from);
  for (const rows of orders) {
    let [left, after] = [from, 0];
    for (let i = from; i < to; i++) {
      const row = rows[i] as number;
      if (goesLeft[row] === 1) {
        rows[left++] = row;
      } else {
        right[after++] = row;
      }
    }
    rows.set(right.subarray(0, after), left);
    middle = left;
  }
  return middle;
}
