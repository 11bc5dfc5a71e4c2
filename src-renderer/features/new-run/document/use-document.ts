import { useCallback, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import { type ParameterDraft, parameterDrafts } from '#core/config/edit/parameters/parameter-draft.ts';
import { type SettingDrafts, settingDrafts } from '#core/config/edit/setting-drafts.ts';
import { editRunTexts, type RunTexts, readRunNode } from '#core/config/edit/two-files.ts';
import { parseRun } from '#core/config/run/parse-run.ts';
import type { Parameter } from '#core/contract/space.ts';
import type { DraftStore } from '#renderer/stores/draft/draft-store.ts';
import { useStores } from '#renderer/stores/stores.ts';
import { shared } from './shared.ts';

/** Changes the text; `about` joins changes of the same thing into one step, null makes a step of its own. */
export type EditDocument = (edits: readonly DocumentEdit[], about: string | null) => void;

type Read = {
  /** The parameters of the text; null where it names none itself. */
  readonly drafts: readonly ParameterDraft[] | null;
  /** Those without an error, by name. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly settings: SettingDrafts | null;
};

/** The draft as a form. While its text can't be read it is what the text said before, and `isBehind`. */
export type DocumentForm = Read & {
  readonly isBehind: boolean;
  readonly edit: EditDocument;
  /** Why the last change could not be made; null where it could. */
  readonly refusal: string | null;
};

function read(texts: RunTexts): Read {
  const root = readRunNode(texts);
  const parsed = parseRun({ text: texts.text, file: null, readText: () => texts.space });
  return {
    drafts: parameterDrafts(root),
    parameters: new Map(parsed.space?.map((parameter) => [parameter.name, parameter])),
    settings: settingDrafts(root),
  };
}

/** What is read, with the parameters that say what they said before taken from there: their rows are not drawn again. */
function sharing(before: Read | null, now: Read): Read {
  if (before === null) {
    return now;
  }
  const known = new Map(before.drafts?.map((draft) => [draft.name, draft]));
  const drafts = now.drafts?.map((draft) => shared(known.get(draft.name), draft)) ?? null;
  const isSame =
    drafts !== null &&
    drafts.length === before.drafts?.length &&
    drafts.every((draft, index) => draft === before.drafts?.[index]);
  return {
    ...now,
    drafts: isSame ? before.drafts : drafts,
    parameters: shared(before.parameters, now.parameters),
  };
}

/** Makes all edits or none; the reason where one can't be made. */
function change(draft: DraftStore, edits: readonly DocumentEdit[], about: string | null): string | null {
  const { text, space } = draft.getState();
  const edited = editRunTexts({ text, space: space?.text ?? null }, edits);
  if (edited.kind === 'refused') {
    return edited.reason;
  }
  const { texts } = edited;
  draft.change({ text: texts.text, ...(texts.space === null ? {} : { space: texts.space }) }, about);
  return null;
}

export function useDocument(): DocumentForm {
  const { draft } = useStores();
  const text = useStore(draft, (state) => state.text);
  const space = useStore(draft, (state) => state.space?.text ?? null);
  const [good, setGood] = useState<Read | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what it shares with is whatever was there before.
  const now = useMemo(() => sharing(good, read({ text, space })), [text, space]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const isBehind = now.settings === null;
  if (!isBehind && good !== now) {
    setGood(now);
  }
  const edit = useCallback<EditDocument>((edits, about) => setRefusal(change(draft, edits, about)), [draft]);
  return { ...(isBehind ? (good ?? now) : now), isBehind, edit, refusal };
}
