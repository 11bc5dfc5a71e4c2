import { isAlias, isMap, isScalar, isSeq, type Node } from 'yaml';
import type { Place } from '#core/config/run/place.ts';
import type { ScalarNode } from './node.ts';
import { DEEPEST } from './parse-yaml.ts';
import type { Report } from './report.ts';

export type PlaceOf = (offset: number) => Place;

/** Aliases multiply: a few lines can stand for more values than any memory holds. */
export const MOST_NODES = 100_000;

export type Composer = {
  readonly placeOf: PlaceOf;
  readonly report: Report;
  readonly anchors: Map<string, Node>;
  /** Nodes that are being composed; an alias to one of them would never end. */
  readonly open: Set<Node>;
  count: number;
  overflow: boolean;
};

/** A position in the tree: where it hangs, how deep it is, and the place to name where the text shows nothing there. */
export type Spot = {
  readonly path: string;
  readonly depth: number;
  readonly fallback: Place;
  /** The outermost alias that is being filled in; null outside of any. */
  readonly alias: Place | null;
};

export function isTooMuch(spot: Spot, composer: Composer): boolean {
  composer.count += 1;
  if (composer.overflow || (composer.count <= MOST_NODES && spot.depth <= DEEPEST)) {
    return composer.overflow;
  }
  composer.overflow = true;
  const message =
    spot.depth > DEEPEST
      ? `Expected at most ${DEEPEST} levels of nesting, found more.`
      : `Expected at most ${MOST_NODES.toLocaleString('en')} values, found more once aliases are filled in.`;
  composer.report.error('yaml-too-large', { place: spot.alias ?? spot.fallback, path: '' }, message);
  return true;
}

export function remember(node: unknown, composer: Composer): void {
  if ((isScalar(node) || isMap(node) || isSeq(node)) && node.anchor !== undefined) {
    composer.anchors.set(node.anchor, node);
  }
}

export function placeAt(node: unknown, spot: Spot, composer: Composer): Place {
  const range = isAlias(node) || isScalar(node) || isMap(node) || isSeq(node) ? node.range : null;
  return range === null || range === undefined ? spot.fallback : composer.placeOf(range[0]);
}

export function nothingAt(spot: Spot): ScalarNode {
  return {
    kind: 'scalar',
    type: 'null',
    value: null,
    source: '',
    plain: true,
    place: spot.fallback,
    path: spot.path,
  };
}
