import type { RunSettings } from '#core/contract/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';

/** A complete, readable YAML of a run: `parseRun` reads the same settings and the same space from it. */
export declare function writeRunYaml(settings: RunSettings, space: SearchSpace): string;

/** Settings by YAML key as plain JSON, for `check --json`, screens and the set-up form: paths and pipelines as written,
 * durations in seconds, sizes in bytes. */
export declare function settingsByKey(settings: Partial<RunSettings>): Record<string, unknown>;
