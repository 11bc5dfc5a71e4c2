import {
  childOf,
  type DocumentNode,
  isNothing,
  type KeyNode,
  type MapNode,
} from '#core/config/document/node.ts';

/** One object of ConfigSpace's `hyperparameters`, and the name it carries. */
export type Hyperparameter = { readonly item: MapNode; readonly name: KeyNode };

/** A field that is there and not null. */
export function field({ item }: Hyperparameter, key: string): DocumentNode | undefined {
  const node = childOf(item, key);
  return node === null || isNothing(node) ? undefined : node;
}
