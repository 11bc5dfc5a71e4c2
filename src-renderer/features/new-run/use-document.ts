import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import { editDocument } from '#core/config/edit/edit-document.ts';
import { type ParameterDraft, parameterDrafts } from '#core/config/edit/parameter-draft.ts';
import { readNode } from '#core/config/edit/read-node.ts';
import { type SettingDrafts, settingDrafts } from '#core/config/edit/setting-drafts.ts';
import { parseRun } from '#core/config/parse-run.ts';
import type { Parameter } from '#core/contract/space.ts';
import type { DraftStore } from '../../stores/draft-store.ts';
import { useStores } from '../../stores/stores.ts';

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

function read(text: string): Read {
  const root = readNode(text);
  const parsed = parseRun({ text, file: null, readText: () => null });
  return {
    drafts: parameterDrafts(root),
    parameters: new Map(parsed.space?.map((parameter) => [parameter.name, parameter])),
    settings: settingDrafts(root),
  };
}

/** Makes all edits or none; the reason where one can't be made. */
function change(draft: DraftStore, edits: readonly DocumentEdit[], about: string | null): string | null {
  let next = draft.getState().text;
  for (const edit of edits) {
    const edited = editDocument(next, edit);
    if (edited.kind === 'refused') {
      return edited.reason;
    }
    next = edited.text;
  }
  draft.change(next, about);
  return null;
}

export function useDocument(): DocumentForm {
  const { draft } = useStores();
  const text = useStore(draft, (state) => state.text);
  const now = useMemo(() => read(text), [text]);
  const [good, setGood] = useState(now);
  const [refusal, setRefusal] = useState<string | null>(null);
  const isBehind = now.settings === null;
  if (!isBehind && good !== now) {
    setGood(now);
  }
  return {
    ...(isBehind ? good : now),
    isBehind,
    edit: (edits, about) => setRefusal(change(draft, edits, about)),
    refusal,
  };
}
