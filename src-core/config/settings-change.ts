import type { Problem } from '#core/contract/problem.ts';
import type { RunSettings } from '#core/contract/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { ParsedRun } from './parsed-run.ts';

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
export declare function changeSettings(stored: StoredRun, set: readonly string[]): ChangedSettings;

/**
 * The settings with which a run is continued from a YAML text: what the text gives wins, what it leaves stays as the
 * run has it. Whether space, optimizer and seed are the same is `runDifferences`' question.
 */
export declare function continuedSettings(stored: RunSettings, next: ParsedRun): RunSettings;
