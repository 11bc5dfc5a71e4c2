import {
  atPath,
  type DocumentNode,
  type Entry,
  isNothing,
  joinPath,
  type MapNode,
} from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { didYouMean, nearNames } from '#core/config/words/near-names.ts';
import {
  IGNORED_KEYS,
  INCUMBENT_KEYS,
  isKnownName,
  KNOWN_NAMES,
  OTHER_NAMES,
  type RunKey,
  runKeyOf,
} from './run-keys.ts';

/** The values of a run's keys by today's names, in the order of the text; keys without a value included. */
export type RunEntries = ReadonlyMap<RunKey, DocumentNode>;

/** NePS 0.12 lets settings stand in groups of any name (`budget:`, `monitoring:`): they belong to the top level. */
export function ungroup(root: MapNode, report: Report): MapNode {
  return { ...root, entries: root.entries.flatMap((entry) => ungroupEntry(entry, report)) };
}

function ungroupEntry(entry: Entry, report: Report): readonly Entry[] {
  const { key, value } = entry;
  if (isKnownName(key.name) || value.kind !== 'map' || !holdsSettings(value)) {
    return [entry];
  }
  const message = `\`${key.name}\` groups settings as NePS 0.12 does; they are read as if they stood at the top level.`;
  report.note('older-key', key, message);
  return value.entries.flatMap((inner) =>
    ungroupEntry(
      { key: { ...inner.key, path: inner.key.name }, value: atPath(inner.value, inner.key.name) },
      report,
    ),
  );
}

function holdsSettings(node: MapNode): boolean {
  return node.entries.some(
    ({ key, value }) => isKnownName(key.name) || (value.kind === 'map' && holdsSettings(value)),
  );
}

/** Gives every key its name of today, reports unknown keys, ignored ones and those that are there twice. */
export function runEntries(root: MapNode, report: Report): RunEntries {
  const entries = new Map<RunKey, DocumentNode>();
  const names = new Map<RunKey, Entry>();
  for (const entry of root.entries) {
    const key = readKey(entry, report);
    if (key === null) {
      continue;
    }
    const first = names.get(key);
    if (first !== undefined) {
      reportTwice(first, entry, report);
      continue;
    }
    names.set(key, entry);
    entries.set(key, withoutPythonNone(atPath(entry.value, key), report));
  }
  return entries;
}

function readKey({ key, value }: Entry, report: Report): RunKey | null {
  const runKey = runKeyOf(key.name);
  const ignored = IGNORED_KEYS.get(key.name);
  if (runKey === null && ignored === undefined) {
    report.error('unknown-key', key, `\`${key.name}\` is not a key of a run.${nearestRunKey(key.name)}`);
    return null;
  }
  if (ignored !== undefined && !isNothing(value)) {
    report.note('ignored-key', key, `\`${key.name}\` is kept but ignored: ${ignored}.`);
  }
  const other = OTHER_NAMES.get(key.name);
  if (other !== undefined) {
    const message = `\`${key.name}\` is an older name for \`${other.key}\`; it still works.`;
    report.note('older-key', key, `${message}${other.remark}`);
  }
  return runKey;
}

/** The key of today, or of `incumbent`, that an unknown top-level name most probably means; null where none is near. */
export function meantKey(name: string): RunKey | `incumbent.${string}` | null {
  if (isKnownName(name)) {
    return null;
  }
  const [near] = nearNames(name, [...KNOWN_NAMES, ...INCUMBENT_KEYS]);
  return near === undefined ? null : INCUMBENT_KEYS.includes(near) ? `incumbent.${near}` : runKeyOf(near);
}

/** What the unknown names of a text most probably mean: of such a key it is not said once more that it is missing. */
export function meantKeys(root: MapNode): ReadonlySet<string> {
  return new Set(root.entries.flatMap(({ key }) => meantKey(key.name) ?? []));
}

function nearestRunKey(name: string): string {
  return didYouMean(
    name,
    [...KNOWN_NAMES, ...INCUMBENT_KEYS],
    (near) => `\`${INCUMBENT_KEYS.includes(near) ? joinPath('incumbent', near) : near}\``,
  );
}

function reportTwice(first: Entry, second: Entry, report: Report): void {
  const line = first.key.place.line === null ? '' : ` in line ${first.key.place.line}`;
  const found = `\`${first.key.name}\`${line} and \`${second.key.name}\``;
  report.error('key-twice', second.key, `Expected \`${runKeyOf(second.key.name)}\` once, found ${found}.`);
}

/** Python's `None` is a text in YAML; the library's old files use it for a setting that is not set. */
function withoutPythonNone(node: DocumentNode, report: Report): DocumentNode {
  if (node.kind !== 'scalar' || !node.plain || node.source !== 'None') {
    return node;
  }
  report.note(
    'older-key',
    node,
    `\`None\` for \`${node.path}\` is read as not set; YAML writes it \`null\`.`,
  );
  const { place, path, source, plain } = node;
  return { kind: 'scalar', place, path, source, plain, type: 'null', value: null };
}
