import { meantKey } from '#core/config/settings/run-entries.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { Draft } from '#renderer/stores/draft/draft.ts';
import type { SectionId } from '../form/sections.ts';
import { SETTING_LINES } from '../form/setting-rows.ts';

/** Beginnings of keys that belong to a section though they are no key of it: those below a key, those of older versions. */
const BEGINNINGS: readonly (readonly [string, SectionId])[] = [
  ['pipeline_space', 'space'],
  ['optimi', 'optimizer'],
  ['searcher', 'optimizer'],
  ['max_', 'budget'],
];

/** Which section a problem belongs to, by what it is about. */
export function sectionOf({ path, code }: Pick<Problem, 'path' | 'code'>): SectionId {
  const written = path ?? '';
  const isMisspelt = code === 'unknown-key' && !written.includes('.');
  const key = (isMisspelt ? meantKey(written) : null) ?? written;
  if (code === 'no-budget') {
    return 'budget';
  }
  const begins = BEGINNINGS.find(([beginning]) => key.startsWith(beginning));
  if (begins) {
    return begins[1];
  }
  const line = (id: keyof typeof SETTING_LINES) =>
    SETTING_LINES[id].some((each) => key === each.key || key.startsWith(`${each.key}.`));
  return (['budget', 'errors', 'workers'] as const).find(line) ?? 'pipeline';
}

/** The parameter that a problem is about, null for one about the space as a whole. */
export function parameterOf({ path }: Pick<Problem, 'path'>): string | null {
  return path?.match(/^pipeline_space\.([^.[]+)/)?.[1] ?? null;
}

/** Whether the place of a problem is in a file of the document, which the screen shows; not where it is in the function's. */
export function isInDocument(
  { file }: Pick<Problem, 'file'>,
  document: Pick<Draft, 'file'> & { readonly space: { readonly written: string } | null },
): boolean {
  return file === null || file === document.file || file === document.space?.written;
}

/** What the line on the root directory says as well. */
function isAboutRoot({ path, code }: Pick<Problem, 'path' | 'code'>): boolean {
  return path === 'root_directory' && (code.startsWith('root-') || DISK_REFUSALS.includes(code));
}

/** Whether a problem is said where it is found, so that the list of its section would say it again. */
export function isSaidInPlace(problem: Pick<Problem, 'path' | 'code'>): boolean {
  return isAboutRoot(problem) || problem.code === 'secret-kept';
}

const DISK_REFUSALS = ['permission-denied', 'read-only-disk', 'io'];

/** How many findings forbid a start. */
export function errorCount(problems: readonly Problem[]): number {
  return problems.filter((problem) => problem.severity === 'error').length;
}
