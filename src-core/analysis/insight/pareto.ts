/** Whether losses `a` are at most those of `b` in every objective and less in one. */
export function dominates(a: readonly number[], b: readonly number[]): boolean {
  return (
    a.every((loss, index) => loss <= (b[index] as number)) &&
    a.some((loss, index) => loss < (b[index] as number))
  );
}

/**
 * The points that no other dominates (all objectives minimised), by their index, in the order of the first objective.
 * Equal points are all kept. Points are visited by their first losses, so that each is compared with the front alone.
 *
 * @param points finite, all of the same length
 */
export function paretoFront(points: readonly (readonly number[])[]): readonly number[] {
  const order = [...points.keys()].sort((a, b) => compare(points[a] ?? [], points[b] ?? []));
  const front: number[] = [];
  for (const index of order) {
    const point = points[index] ?? [];
    if (!front.some((kept) => dominates(points[kept] ?? [], point))) {
      front.push(index);
    }
  }
  return front;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const different = a.findIndex((loss, index) => loss !== b[index]);
  return different < 0 ? 0 : (a[different] as number) - (b[different] as number);
}
