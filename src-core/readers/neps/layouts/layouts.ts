import type { RootMarks } from '../root-marks.ts';
import { commit88b5747b } from './commit-88b5747b.ts';
import type { NepsLayout } from './layout.ts';
import { undecided } from './undecided.ts';
import { v012 } from './v0-12.ts';
import { v013 } from './v0-13.ts';
import { v014 } from './v0-14.ts';
import { v015 } from './v0-15.ts';
import { v016 } from './v0-16.ts';

/** Every layout, the surest marks first. */
const LAYOUTS: readonly NepsLayout[] = [v012, commit88b5747b, v016, v015, v014, v013];

/** The layout that the marks of a root tell; `undecided` until they do. */
export function layoutOf(marks: RootMarks): NepsLayout {
  return LAYOUTS.find((layout) => layout.recognises(marks)) ?? undecided;
}
