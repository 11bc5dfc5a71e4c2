import type { DocumentNode, MapNode } from '#core/config/document/node.ts';

const TYPES = new Set([
  'architecture',
  'architectureparameter',
  'function',
  'functionparameter',
  'grammar',
  'graph',
  'graphgrammar',
  'graphparameter',
  'hierarchical',
  'operation',
  'resample',
  'resampled',
]);

const KEYS = new Set([
  'args',
  'edges',
  'grammar',
  'kwargs',
  'nodes',
  'operation',
  'operations',
  'operator',
  'primitives',
  'resample',
  'resampled',
  'set_recursive_attribute',
  'structure',
]);

/**
 * What shows that a parameter's mapping describes an architecture (operations, graphs, resampling) of the NePS library,
 * as written; null for any other mapping.
 */
export function architectureSign(node: MapNode): string | null {
  const type = node.entries.find(({ key }) => key.name === 'type')?.value;
  if (type?.kind === 'scalar' && TYPES.has(type.source.toLowerCase())) {
    return `type: ${type.source}`;
  }
  return node.entries.find(({ key }) => KEYS.has(key.name))?.key.name ?? null;
}

/** The same for the choices of a list: operations may stand among them. */
export function architectureSignIn(items: readonly DocumentNode[]): string | null {
  const signs = items.map((item) => (item.kind === 'map' ? architectureSign(item) : null));
  return signs.find((sign) => sign !== null) ?? null;
}
