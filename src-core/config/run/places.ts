import { type DocumentNode, isNothing, joinPath } from '../document/node.ts';
import type { RunEntries } from '../settings/run-entries.ts';
import { INCUMBENT_KEYS } from '../settings/run-keys.ts';
import type { Place } from './place.ts';

/** Keys with a value, by today's names; those of our own section also with their dotted name. */
export function givenKeys(entries: RunEntries): string[] {
  return [...entries].flatMap(([key, node]) => {
    if (isNothing(node)) {
      return [];
    }
    const ours = key === 'incumbent' && node.kind === 'map' ? node.entries : [];
    const inner = ours.filter(
      ({ key: sub, value }) => INCUMBENT_KEYS.includes(sub.name) && !isNothing(value),
    );
    return [key, ...inner.map(({ key: sub }) => joinPath(key, sub.name))];
  });
}

/** Where every value stands, by its dotted path. */
export function placesOf(entries: RunEntries): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  for (const [key, node] of entries) {
    addPlaces(key, node, places);
  }
  return places;
}

function addPlaces(path: string, node: DocumentNode, places: Map<string, Place>): void {
  places.set(path, node.place);
  const children: readonly (readonly [string | number, DocumentNode])[] =
    node.kind === 'map'
      ? node.entries.map(({ key, value }) => [key.name, value] as const)
      : node.kind === 'list'
        ? [...node.items.entries()]
        : [];
  for (const [name, child] of children) {
    addPlaces(joinPath(path, name), child, places);
  }
}
