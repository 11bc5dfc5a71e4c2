import type { Rng } from '#core/space/rng.ts';
import type { SearchableParameter } from '#core/space/roles.ts';
import { encodeNumber } from '#core/space/unit-cube.ts';
import type { EvidenceAxis } from '../insight/evidence.ts';
import { growTree, type TreeData, type TreeNode } from './regression-tree.ts';

const TREES = 64;
/** More trials than this are picked evenly: more would not change the picture, and take minutes. */
const MOST_MODELLED = 4_000;

/** The part of the space that a leaf stands for: an interval of each ordered axis, a set of choices of each other. */
export type Leaf = {
  readonly value: number;
  /** Share of the space, under the uniform distribution on its unit axes. */
  readonly volume: number;
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** Null for an ordered axis. */
  readonly sets: readonly (Uint8Array | null)[];
};

export type Forest = {
  readonly choices: readonly number[];
  /** The leaves of each tree: they fill the space. */
  readonly trees: readonly (readonly Leaf[])[];
  /** How many trials it learnt from. */
  readonly modelled: number;
};

/** The share of an axis that a leaf covers. */
export function widthOf({ from, to, sets }: Leaf, axis: number): number {
  const set = sets[axis];
  return set
    ? set.reduce((sum, one) => sum + one, 0) / set.length
    : (to[axis] as number) - (from[axis] as number);
}

function leavesOf(root: TreeNode, choices: readonly number[]): readonly Leaf[] {
  const leaves: Leaf[] = [];
  // The part of the node that is visited; copied where it is a leaf's.
  const from = new Float64Array(choices.length);
  const to = new Float64Array(choices.length).fill(1);
  const sets: (Uint8Array | null)[] = choices.map((count) =>
    count === 0 ? null : new Uint8Array(count).fill(1),
  );

  const visitWithin = (node: TreeNode, ends: Float64Array, axis: number, end: number) => {
    const before = ends[axis] as number;
    ends[axis] = end;
    visit(node);
    ends[axis] = before;
  };
  const visitChosen = (node: TreeNode, axis: number, isIn: (choice: number) => boolean) => {
    const before = sets[axis] as Uint8Array;
    sets[axis] = before.map((one, choice) => one & Number(isIn(choice)));
    visit(node);
    sets[axis] = before;
  };
  const visit = (node: TreeNode): void => {
    if (node.split === null) {
      const whole = { value: node.value, volume: 1, from: from.slice(), to: to.slice(), sets: sets.slice() };
      leaves.push({ ...whole, volume: choices.reduce((all, _, axis) => all * widthOf(whole, axis), 1) });
    } else if (node.split.marked === null) {
      visitWithin(node.left, to, node.split.axis, node.split.threshold);
      visitWithin(node.right, from, node.split.axis, node.split.threshold);
    } else {
      const { axis, marked } = node.split;
      // A choice of which the node has no trial is on neither side by evidence; it goes right, with the higher losses.
      visitChosen(node.left, axis, (choice) => marked[choice] === 1);
      visitChosen(node.right, axis, (choice) => marked[choice] === 0);
    }
  };
  visit(root);
  return leaves;
}

/** A value on the axis of the model: its place on the unit axis, or the number of its choice. */
function placeOf(parameter: SearchableParameter, value: number): number {
  return parameter.kind === 'categorical' ? value : encodeNumber(parameter, value);
}

function dataOf(axes: readonly EvidenceAxis[], losses: Float64Array): TreeData {
  const every = Math.max(1, losses.length / MOST_MODELLED);
  const rows = Int32Array.from({ length: Math.floor(losses.length / every) }, (_, index) =>
    Math.floor(index * every),
  );
  return {
    columns: axes.map(({ parameter, values }) =>
      Float64Array.from(rows, (row) => placeOf(parameter, values[row] as number)),
    ),
    choices: axes.map(({ parameter }) => (parameter.kind === 'categorical' ? parameter.choices.length : 0)),
    targets: Float64Array.from(rows, (row) => losses[row] as number),
  };
}

/** As many rows as there are, drawn with replacement. */
function bootstrap(size: number, rng: Rng): Uint16Array {
  const weights = new Uint16Array(size);
  for (let drawn = 0; drawn < size; drawn++) {
    const row = rng.integer(size);
    weights[row] = (weights[row] as number) + 1;
  }
  return weights;
}

/**
 * A random forest of the loss: trees on bootstrap samples, every axis considered at every split (L. Breiman, "Random
 * Forests", Machine Learning 45, 2001).
 *
 * @param onTree called after each tree with the share of them that has grown
 */
export function growForest(
  axes: readonly EvidenceAxis[],
  losses: Float64Array,
  rng: Rng,
  onTree: (share: number) => void,
): Forest {
  const data = dataOf(axes, losses);
  const size = data.targets.length;
  const sorted = data.columns.map((column) =>
    Int32Array.from({ length: size }, (_, row) => row).sort(
      (a, b) => (column[a] as number) - (column[b] as number),
    ),
  );
  const trees = Array.from({ length: TREES }, (_, index) => {
    const leaves = leavesOf(growTree(data, bootstrap(size, rng), sorted), data.choices);
    onTree((index + 1) / TREES);
    return leaves;
  });
  return { choices: data.choices, trees, modelled: size };
}
