import { type CloudPlaces, cloudMark, indexIn, nearestInCloud } from '../cloud/cloud.ts';
import type { Geometry } from '../plot/geometry.ts';
import type { PlacedMark } from '../plot/placed-mark.ts';

/** Every trial that is drawn: as a mark of its own, or as one of a cloud. */
type Marks = Pick<Geometry, 'placed' | 'cloud'>;

/** How far the pointer may be from a trial to mean it, in pixels. */
const REACH = 40;

/** The trial that the pointer means; null where none is near. */
export function nearestMark({ placed, cloud }: Marks, left: number, top: number): PlacedMark | null {
  let nearest: PlacedMark | null = null;
  let least = REACH ** 2;
  for (const mark of placed) {
    const distance = (mark.left - left) ** 2 + (mark.top - top) ** 2;
    if (distance <= least) {
      least = distance;
      nearest = mark;
    }
  }
  const inCloud = cloud === null ? -1 : nearestInCloud(cloud, left, top, Math.sqrt(least));
  return cloud === null || inCloud < 0 ? nearest : cloudMark(cloud, inCloud);
}

/** A trial's mark; null where it is not in sight. */
export function markOf({ placed, cloud }: Marks, trial: string | null): PlacedMark | null {
  const mark = placed.find((each) => each.trial === trial);
  return mark ?? (cloud === null ? null : cloudMark(cloud, indexIn(cloud, trial)));
}

/** The next trial to the right or left of the marked one; the first for the keyboard is the newest. */
export function neighbourMark(marks: Marks, trial: string | null, step: 1 | -1): PlacedMark | null {
  const { placed, cloud } = marks;
  if (cloud !== null) {
    return neighbourInCloud(cloud, trial, step);
  }
  const ordered = placed.toSorted((a, b) => a.left - b.left || a.top - b.top);
  const unique = ordered.filter((mark, index) => mark.trial !== ordered[index - 1]?.trial);
  const at = unique.findIndex((mark) => mark.trial === trial);
  const next = at < 0 ? unique.length - 1 : Math.min(Math.max(at + step, 0), unique.length - 1);
  return unique[next] ?? null;
}

/** Its points are in the order in which they ended, which is that of every axis. */
function neighbourInCloud(cloud: CloudPlaces, trial: string | null, step: 1 | -1): PlacedMark | null {
  const at = indexIn(cloud, trial);
  const { length } = cloud.points.trials;
  for (let next = at < 0 ? length - 1 : at + step; next >= 0 && next < length; next += at < 0 ? -1 : step) {
    const mark = cloudMark(cloud, next);
    if (mark !== null) {
      return mark;
    }
  }
  return cloudMark(cloud, at);
}
