import type { PriorConfidence } from '#core/contract/space.ts';
import { CONFIDENCE } from '#core/space/prior.ts';

const CONFIDENCES: readonly PriorConfidence[] = ['low', 'medium', 'high'];

/** How far from its centre the spread of a prior is marked, as a share of the axis: half its standard deviation. */
function distanceOf(confidence: PriorConfidence): number {
  return (1 - CONFIDENCE[confidence]) / 2;
}

/** Where the spread is marked on an axis from 0 to 1: to the right, or to the left where the widest has no room there. */
export function spreadPlace(centre: number, confidence: PriorConfidence): number {
  const side = centre + distanceOf('low') <= 1 ? 1 : -1;
  return centre + side * distanceOf(confidence);
}

/** The confidence whose mark is nearest to a place. */
export function confidenceNear(centre: number, place: number): PriorConfidence {
  const away = (confidence: PriorConfidence) => Math.abs(spreadPlace(centre, confidence) - place);
  return CONFIDENCES.toSorted((a, b) => away(a) - away(b))[0] ?? 'low';
}
