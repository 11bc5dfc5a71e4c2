import { runDifferences } from '#core/config/compare/differences.ts';
import { settingsByKey } from '#core/config/compare/settings-by-key.ts';
import type { RunTexts } from '#core/config/edit/two-files.ts';
import { parseRun } from '#core/config/run/parse-run.ts';
import { settingLines } from '#core/config/words/setting-lines.ts';
import type { Difference } from '#core/contract/run/existing-run.ts';

/**
 * What two runs mean differently, in words: parameters in the order of the space, then settings in that of the file.
 * Comments, order and short forms make no difference. Of a text that can't be read only what is known counts.
 */
export function differencesInWords(before: RunTexts, after: RunTexts): readonly Difference[] {
  const [old, next] = [read(before), read(after)];
  const spaces =
    old.space === null || next.space === null
      ? []
      : runDifferences(
          { space: old.space, optimizer: null, seed: null },
          { space: next.space, optimizer: null, seed: null },
        );
  return [...spaces, ...settingDifferences(old.settings, next.settings)];
}

function read({ text, space }: RunTexts) {
  const parsed = parseRun({ text, file: null, readText: () => space });
  const values = settingLines(settingsByKey(parsed.known)).map(({ key, value }) => [key, value] as const);
  return { space: parsed.space, settings: new Map(values) };
}

type Settings = ReadonlyMap<string, string>;

function settingDifferences(before: Settings, after: Settings): readonly Difference[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].flatMap((path) => {
    const difference = { path, before: before.get(path) ?? null, after: after.get(path) ?? null };
    return difference.before === difference.after ? [] : [difference];
  });
}
