import { childOf, type DocumentNode, type MapNode } from '#core/config/document/node.ts';
import { readDocument } from '#core/config/document/read-document.ts';
import { createReport, type Report } from '#core/config/document/report.ts';
import { readSpace } from '#core/config/space/read-space.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { isConfigSpace, readConfigSpace, readJsonNodes } from './configspace/read-configspace.ts';
import { readPythonSpace } from './python/read-python.ts';

type PastedLanguage = 'yaml' | 'python' | 'configspace';

/** What a text holds of a search space. `space`: the parameters without an error; empty where there are none. */
export type Pasted = {
  readonly language: PastedLanguage;
  readonly space: SearchSpace;
  readonly problems: readonly Problem[];
};

/** A call of one of the library's classes, a class of a space, or a dictionary made by a call. */
const PYTHON =
  /\b(?:HPO)?(?:Float|Integer|Categorical|Constant)(?:Parameter|Fidelity)?\s*\(|\bFidelity\s*\(|\bPipelineSpace\b|\bdict\s*\(|^import\s|^from\s+\S+\s+import\s/m;

/**
 * Reads parameters from a text in any language that people have them in: YAML (a space, or a run with one), Python for
 * the NePS library, JSON of ConfigSpace. Never throws; each finding has its line.
 */
export function readPasted(text: string): Pasted {
  const report = createReport(null);
  const { language, node } = read(text, report);
  const found = node === null ? null : readSpace(node, { isPython: true, report });
  const problems = report.problems().filter(({ code }) => code !== 'no-searchable-parameter');
  return { language, space: found?.space ?? [], problems };
}

type Read = { readonly language: PastedLanguage; readonly node: MapNode | null };

function read(text: string, report: Report): Read {
  if (PYTHON.test(text)) {
    return { language: 'python', node: readPythonSpace(text, report) };
  }
  const json = /^\s*\{/.test(text) ? readJsonNodes({ text, file: null, path: '' }, createReport(null)) : null;
  if (json !== null && isConfigSpace(json)) {
    return { language: 'configspace', node: readConfigSpace({ text, file: null, path: SPACE }, report) };
  }
  return { language: 'yaml', node: spaceOf(readDocument({ text, file: null, path: SPACE }, report), report) };
}

const SPACE = 'pipeline_space';

/** The space of a run, or the mapping itself. */
function spaceOf(node: DocumentNode | null, report: Report): MapNode | null {
  const inner = node?.kind === 'map' ? (childOf(node, SPACE) ?? node) : node;
  if (inner === null || inner.kind === 'map') {
    return inner;
  }
  const rule = 'parameters as YAML, as Python for the NePS library or as JSON of ConfigSpace';
  report.error('space-form', inner, `Expected ${rule}, found none.`);
  return null;
}
