import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import { runDifferences } from '#core/config/compare/differences.ts';
import { settingsByKey } from '#core/config/compare/settings-by-key.ts';
import type { RunTexts } from '#core/config/edit/two-files.ts';
import { parseRun } from '#core/config/run/parse-run.ts';
import { settingLines } from '#core/config/words/setting-lines.ts';
import type { Difference, RootFinding } from '#core/contract/run/existing-run.ts';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import { Differences } from '#renderer/features/launch/overwrite/differences.tsx';
import { counted } from '#renderer/format/numbers.ts';
import { baseName } from '#renderer/format/paths.ts';
import type { LaunchedText } from '#renderer/stores/draft/draft.ts';
import { useStores } from '#renderer/stores/stores.ts';
import classes from '../documents.module.css';
import { LineDiff } from './line-diff-view.tsx';

/** What the document can be compared with: the run that it began with, and the one that its root holds. */
export function useLaunchedTexts(finding: RootFinding | null): readonly LaunchedText[] {
  const { draft } = useStores();
  const launched = useStore(draft, (state) => state.launched);
  return useMemo(() => {
    const run = finding?.run ?? null;
    const there =
      finding === null || run === null || run.yaml === ''
        ? null
        : { name: baseName(finding.root), text: run.yaml, space: run.space_yaml };
    const isSame = launched !== null && there?.text === launched.text && there.space === launched.space;
    return [launched, isSame ? null : there].filter((each) => each !== null);
  }, [launched, finding]);
}

/** This document beside what was launched: what it means differently in words, then line by line. */
export function CompareTab({ launched }: { readonly launched: readonly LaunchedText[] }) {
  const { draft } = useStores();
  const text = useStore(draft, (state) => state.text);
  const space = useStore(draft, (state) => state.space?.text ?? null);
  const [chosen, choose] = useState('0');
  const before = launched[Number(chosen)] ?? launched[0];
  const differences = useMemo(
    () => (before ? differencesInWords(before, { text, space }) : []),
    [before, text, space],
  );
  if (!before) {
    return null;
  }
  return (
    <div className={classes.compare}>
      {launched.length > 1 && (
        <Segmented
          label="Compare with"
          value={chosen}
          options={launched.map(({ name }, index) => ({ value: String(index), label: name }))}
          onChange={choose}
        />
      )}
      <p className="text2">
        {differences.length === 0
          ? `This means the same as ${before.name} as it was launched.`
          : `${counted(differences.length, 'difference')} to ${before.name} as it was launched.`}
      </p>
      <Differences differences={differences} />
      <LineDiff label="Lines of the run" before={before.text} after={text} />
      {(before.space !== null || space !== null) && (
        <>
          <h3>Search space file</h3>
          <LineDiff label="Lines of the search space" before={before.space ?? ''} after={space ?? ''} />
        </>
      )}
    </div>
  );
}

/**
 * What two runs mean differently, in words: parameters in the order of the space, then settings in that of the file.
 * Comments, order and short forms make no difference. Of a text that can't be read only what is known counts.
 */
function differencesInWords(before: RunTexts, after: RunTexts): readonly Difference[] {
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
