import {
  atPath,
  childOf,
  type DocumentNode,
  type Entry,
  isNothing,
  type MapNode,
} from '#core/config/document/node.ts';
import { readDocument } from '#core/config/document/read-document.ts';
import type { Report } from '#core/config/document/report.ts';
import { readConfigSpace } from '#core/config/exchange/configspace/read-configspace.ts';
import { runKeyOf } from './run-keys.ts';

export type Includes = { readonly readText: (path: string) => string | null; readonly report: Report };

/**
 * Puts the contents of `pipeline_space: path.yaml`, and of an older `searcher: path.yaml`, in the place of the path.
 * A file that can't be read leaves the path behind, after it was reported.
 */
export function includeFiles(root: MapNode, includes: Includes): MapNode {
  return { ...root, entries: root.entries.map((entry) => includeFile(entry, includes)) };
}

function includeFile(entry: Entry, includes: Includes): Entry {
  const { key, value } = entry;
  if (value.kind !== 'scalar' || value.type !== 'string') {
    return entry;
  }
  const runKey = runKeyOf(key.name);
  if (runKey === 'pipeline_space') {
    return { key, value: includeSpace(value.value, value, includes) ?? value };
  }
  return runKey === 'optimizer' && /\.ya?ml$/.test(value.value)
    ? { key, value: includeOptimizer(value.value, value, includes) ?? value }
    : entry;
}

/** The space file may be the bare mapping of parameters, or hold it under `pipeline_space`. */
function includeSpace(path: string, at: DocumentNode, includes: Includes): DocumentNode | null {
  const { report } = includes;
  if (/\.json$/i.test(path)) {
    return includeConfigSpace(path, at, includes);
  }
  if (!/\.ya?ml$/i.test(path)) {
    const rule =
      'a mapping of parameters or the path of a YAML file (.yaml, .yml) or of ConfigSpace JSON (.json)';
    const hint = /^[\w-]+:\S/.test(path) ? ': write a space after the colon of a key' : '';
    report.error('space-form', at, `Expected ${rule} for \`${at.path}\`, found \`${path}\`${hint}.`);
    return null;
  }
  const node = readIncluded(path, at, includes);
  const inner = node?.kind === 'map' ? childOf(node, 'pipeline_space') : null;
  const space = inner?.kind === 'map' ? inner : node;
  if (space === null || space.kind === 'map') {
    return space === null ? null : atPath(space, at.path);
  }
  const found = isNothing(space) ? 'nothing' : 'something else';
  report.error('space-form', space, `Expected a mapping of parameters in \`${path}\`, found ${found} there.`);
  return null;
}

function includeConfigSpace(path: string, at: DocumentNode, includes: Includes): DocumentNode | null {
  const text = readFile(path, at, includes);
  return text === null ? null : readConfigSpace({ text, file: path, path: at.path }, includes.report);
}

function includeOptimizer(path: string, at: DocumentNode, includes: Includes): DocumentNode | null {
  const node = readIncluded(path, at, includes);
  if (node?.kind === 'map') {
    return atPath(node, at.path);
  }
  if (node !== null) {
    includes.report.error(
      'optimizer-form',
      node,
      `Expected a mapping with the optimizer's name in \`${path}\`.`,
    );
  }
  return null;
}

function readIncluded(path: string, at: DocumentNode, includes: Includes): DocumentNode | null {
  const text = readFile(path, at, includes);
  return text === null ? null : readDocument({ text, file: path, path: at.path }, includes.report);
}

function readFile(path: string, at: DocumentNode, { readText, report }: Includes): string | null {
  const text = readText(path);
  if (text === null) {
    const rule = `a file for \`${at.path}\``;
    report.error(
      'file-missing',
      at,
      `Expected ${rule}, found none that can be read at \`${path}\`: paths start in the folder of this YAML.`,
    );
  }
  return text;
}
