import type { Pipeline, RunSettings } from '#core/contract/setup/settings.ts';
import { describe } from '../document/describe.ts';
import type { Place } from '../document/node.ts';
import { type DocumentNode, isNothing, joinPath, type Located, type MapNode } from '../document/node.ts';
import { readDocument } from '../document/read-document.ts';
import { createReport, type Report } from '../document/report.ts';
import { checkBudget } from '../settings/budget.ts';
import { checkPlaceholders } from '../settings/forms/pipeline-form.ts';
import { includeFiles } from '../settings/included-files.ts';
import { meantKeys, type RunEntries, runEntries, ungroup } from '../settings/run-entries.ts';
import { FIDELITY_BUDGET, INCUMBENT_KEYS } from '../settings/run-keys.ts';
import { RUN_DEFAULTS, RUN_READERS } from '../settings/run-settings.ts';
import { applySet, readSet } from '../settings/set-values.ts';
import { readSection } from '../settings/value-readers.ts';
import { type ReadSpace, readSpace } from '../space/read-space.ts';
import type { ParsedRun, ParseRunInput } from './parsed-run.ts';

/**
 * Reads a run's YAML text: settings, space and every problem at once. Never throws, whatever the text; an error in one
 * value leaves all others readable.
 *
 * @example parseRun({ text: 'evaluate_pipeline: train.py:run\n…', file: 'run.yaml', readText: () => null })
 */
export function parseRun(input: ParseRunInput): ParsedRun {
  const report = createReport(input.file);
  const root = readRoot(input, report);
  if (root === null) {
    return unreadable(report);
  }
  const document = assembled(ungroup(root, report), input, report);
  const entries = runEntries(document, report);
  const values = readSection(entries, RUN_READERS, report);
  const known: Partial<RunSettings> = { ...RUN_DEFAULTS, ...values };
  const rootDirectory = rootDirectoryOf(entries, values, report);
  const text = {
    place: root.place,
    path: '',
    meant: meantKeys(document),
    fidelityBudget: document.entries.find(({ key }) => key.name === FIDELITY_BUDGET)?.key ?? null,
  };
  checkRequired(entries, text, report);
  checkBudget(entries, text, report);
  const read = readSpaceOf(entries, known.evaluate_pipeline, report);
  const { evaluate_pipeline } = known;
  return {
    valid: !report.hasErrors(),
    settings: evaluate_pipeline === undefined ? null : { ...RUN_DEFAULTS, ...known, evaluate_pipeline },
    known,
    rootDirectory,
    given: givenKeys(entries),
    space: read?.space ?? null,
    spaceFile: spaceFileOf(entries, input.file),
    problems: report.problems(),
    places: placesOf(entries),
  };
}

function readRoot({ text, file }: ParseRunInput, report: Report): MapNode | null {
  const root = readDocument({ text, file, path: '' }, report);
  if (root === null || root.kind === 'map') {
    return root;
  }
  if (isNothing(root)) {
    report.error('empty', root, 'Expected the keys of a run (`evaluate_pipeline: …`), found an empty text.');
  } else {
    const message = `Expected a mapping with the keys of a run (\`key: value\`), found ${describe(root)}.`;
    report.error('not-a-mapping', root, message);
  }
  return null;
}

/** The document with the values that the command line sets and the files that it then names. */
function assembled(root: MapNode, { readText, set = [] }: ParseRunInput, report: Report): MapNode {
  const includes = { readText, report };
  const values = set.flatMap((value) => readSet(value, report) ?? []);
  // `--set pipeline_space.width=…` changes what a file holds, so that the file has to be there first.
  const isInside = values.some(({ keys }) => keys.length > 1);
  const start = isInside ? includeFiles(root, includes) : root;
  const document = values.reduce((node, value) => applySet(node, value, report), start);
  return includeFiles(document, includes);
}

/** What every run needs, and what to write there. */
const REQUIRED = [
  ['evaluate_pipeline', 'name the function, such as `train.py:train`'],
  ['pipeline_space', 'name what may vary, such as `x: [0.0, 1.0]`'],
] as const;

/** A text and the keys that its misspelt names mean. */
type Text = Located & { readonly meant: ReadonlySet<string> };

function checkRequired(entries: RunEntries, { place, meant }: Text, report: Report): void {
  for (const [key, remedy] of REQUIRED) {
    const node = entries.get(key);
    if (node === undefined ? !meant.has(key) : isNothing(node)) {
      const at = node ?? { place, path: key };
      report.error(
        'missing-key',
        at,
        `Expected \`${key}\`, found ${node === undefined ? 'no such key' : 'nothing'}: ${remedy}.`,
      );
    }
  }
}

function readSpaceOf(entries: RunEntries, pipeline: Pipeline | undefined, report: Report): ReadSpace | null {
  const isPython = pipeline?.kind !== 'javascript' && pipeline?.kind !== 'command';
  const node = entries.get('pipeline_space');
  const read = node === undefined || isNothing(node) ? null : readSpace(node, { isPython, report });
  const pipelineNode = entries.get('evaluate_pipeline');
  if (read !== null && pipelineNode !== undefined) {
    checkPlaceholders(pipelineNode, read.names, report);
  }
  return read;
}

/** The nodes of an included space carry its path as their file. */
function spaceFileOf(entries: RunEntries, file: string | null): string | null {
  const node = entries.get('pipeline_space');
  if (node?.kind === 'scalar') {
    return node.type === 'string' ? node.value : null;
  }
  const from = node?.place.file ?? null;
  return from === file || from?.startsWith('--set ') ? null : from;
}

function unreadable(report: Report): ParsedRun {
  return {
    valid: false,
    settings: null,
    known: RUN_DEFAULTS,
    rootDirectory: null,
    given: [],
    space: null,
    spaceFile: null,
    problems: report.problems(),
    places: new Map(),
  };
}

/** Keys with a value, by today's names; those of our own section also with their dotted name. */
function givenKeys(entries: RunEntries): string[] {
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
function placesOf(entries: RunEntries): ReadonlyMap<string, Place> {
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

/**
 * The root directory as written, or by default; null where something else than a path is given.
 *
 * `~` alone is YAML's nothing. Whoever writes it for a path means the home directory, and would get the default unasked.
 *
 * @param read - what is known of the settings; a value that could not be read is left out, and was reported
 */
function rootDirectoryOf(entries: RunEntries, read: Partial<RunSettings>, report: Report): string | null {
  const node = entries.get('root_directory');
  if (node === undefined || !isNothing(node)) {
    return node === undefined ? RUN_DEFAULTS.root_directory : (read.root_directory ?? null);
  }
  if (node.kind !== 'scalar' || node.source !== '~') {
    return RUN_DEFAULTS.root_directory;
  }
  const message =
    'Expected a path for `root_directory`, found `~`, which YAML reads as nothing. Name a directory such as ' +
    `\`~/runs/first\`, or leave the key out for \`${RUN_DEFAULTS.root_directory}\`.`;
  report.error('wrong-type', node, message);
  return null;
}
