import type { Problem } from '#core/contract/setup/problem.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { parseRun } from '../run/parse-run.ts';
import type { ParsedRun } from '../run/parsed-run.ts';
import { writeRunYaml } from '../run/run-yaml.ts';
import { CONTINUE_RULES, INCUMBENT_KEYS, runKeyOf } from '../settings/run-keys.ts';
import { partsOfSet } from '../settings/set-values.ts';

/** What stored settings become; `settings` is null where a problem is an error. */
export type ChangedSettings = {
  readonly settings: RunSettings | null;
  readonly problems: readonly Problem[];
};

/** The run whose settings are to change; the space is needed for a command's `{parameter}`s. */
export type StoredRun = { readonly settings: RunSettings; readonly space: SearchSpace };

/**
 * `--set KEY=VALUE` on a run that exists: only what may change when a run is continued, anything else is refused with
 * the rule. An empty value takes a setting back to its default.
 */
export function changeSettings(stored: StoredRun, set: readonly string[]): ChangedSettings {
  const refused = set.flatMap((value) => refusal(value) ?? []);
  const text = writeRunYaml(stored.settings, stored.space);
  const allowed = set.filter((value) => refusal(value) === null);
  const changed = parseRun({ text, file: null, readText: () => null, set: allowed });
  const problems = [...refused, ...changed.problems.filter(isAboutTheChange).map(withoutPlaceInOurText)];
  const isValid = changed.settings !== null && !problems.some(({ severity }) => severity === 'error');
  return { settings: isValid ? withChanges(stored.settings, changed.settings, allowed) : null, problems };
}

/**
 * The settings with which a run is continued from a YAML text: what the text gives wins, what it leaves stays as the
 * run has it. Whether space, optimizer and seed are the same is `runDifferences`' question.
 *
 * @param settings - of the text, its paths resolved: they are stored
 * @param given - as {@link ParsedRun} has it
 */
export function continuedSettings(
  stored: RunSettings,
  { settings, given }: { readonly settings: RunSettings; readonly given: ParsedRun['given'] },
): RunSettings {
  const { incumbent, ...top } = settings;
  return {
    ...stored,
    ...picked(top, (key) => given.includes(key) && CONTINUE_RULES.get(key) === null),
    incumbent: {
      ...stored.incumbent,
      ...picked(incumbent, (key) => given.includes(`incumbent.${key}`)),
    },
  };
}

/**
 * The settings that `--set KEY=` takes back to their defaults, named as {@link ParsedRun}'s `given`: where a run is
 * continued from a text these are given too, by their being taken away.
 */
export function clearedSettings(set: readonly string[]): readonly string[] {
  return set.flatMap((value) => {
    const { keys, clears } = partsOfSet(value);
    const [first = '', second] = keys;
    const key = runKeyOf(first);
    if (key === null || !clears) {
      return [];
    }
    const inner = second === undefined ? INCUMBENT_KEYS : [second];
    return key === 'incumbent' ? inner.map((name) => `incumbent.${name}`) : [key];
  });
}

function keyOf(set: string): string | null {
  return runKeyOf(/^\s*([^=.\s]*)/.exec(set)?.[1] ?? '');
}

function refusal(set: string): Problem | null {
  const key = keyOf(set);
  const rule = key === null ? null : CONTINUE_RULES.get(key);
  if (key === null || rule === null || rule === undefined) {
    return null;
  }
  return {
    code: 'set-refused',
    severity: 'error',
    message: `${rule}, found \`${set}\`. Start another run in another \`root_directory\` for that.`,
    file: `--set ${set.split('=')[0]?.trim() ?? key}`,
    line: null,
    column: null,
    path: key,
  };
}

/** Remarks on what the run has already were made when it was started. */
function isAboutTheChange({ file, severity }: Problem): boolean {
  return severity === 'error' || (file?.startsWith('--set ') ?? false);
}

/** The text is one that nobody wrote: a line in it would mislead. */
function withoutPlaceInOurText(problem: Problem): Problem {
  return problem.file === null ? { ...problem, line: null, column: null } : problem;
}

/** Only what was set is taken over: what the run resolved at its start (paths) stays as it is. */
function withChanges(stored: RunSettings, changed: RunSettings, set: readonly string[]): RunSettings {
  const keys = set.map(keyOf);
  return { ...stored, ...picked(changed, (key) => keys.includes(key)) };
}

function picked<T extends object>(values: T, isPicked: (key: string) => boolean): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([key]) => isPicked(key))) as Partial<T>;
}
