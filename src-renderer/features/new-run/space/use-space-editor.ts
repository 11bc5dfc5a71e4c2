import { useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import { editDocument } from '#core/config/edit/edit-document.ts';
import { type ParameterDraft, parameterDrafts } from '#core/config/edit/parameter-draft.ts';
import { parseRun } from '#core/config/parse-run.ts';
import type { Parameter } from '#core/contract/space.ts';
import { useStores } from '../../../stores/stores.ts';

/** Changes the text; `about` joins changes of the same thing into one step, null makes a step of its own. */
export type EditSpace = (edits: readonly DocumentEdit[], about: string | null) => void;

export type SpaceEditor = {
  /** The parameters of the text, or of the last one that could be read; null where it names none itself. */
  readonly drafts: readonly ParameterDraft[] | null;
  /** Those without an error, by name. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** True while the text can't be read: what is on screen is what it said before. */
  readonly isBehind: boolean;
  readonly edit: EditSpace;
  /** Why the last change could not be made; null where it could. */
  readonly refusal: string | null;
};

type Read = Pick<SpaceEditor, 'drafts' | 'parameters'> & { readonly isReadable: boolean };

function read(text: string): Read {
  const parsed = parseRun({ text, file: null, readText: () => null });
  const isReadable = parsed.problems.every(({ code, severity }) => severity !== 'error' || !isSyntax(code));
  return {
    isReadable,
    drafts: parameterDrafts(text),
    parameters: new Map(parsed.space?.map((parameter) => [parameter.name, parameter])),
  };
}

function isSyntax(code: string): boolean {
  return code.startsWith('yaml-') && code !== 'yaml-versions-differ';
}

/** The search space of the draft as a form that changes its text. */
export function useSpaceEditor(): SpaceEditor {
  const { draft } = useStores();
  const text = useStore(draft, (state) => state.text);
  const now = useMemo(() => read(text), [text]);
  const [good, setGood] = useState(now);
  const [refusal, setRefusal] = useState<string | null>(null);
  if (now.isReadable && good !== now) {
    setGood(now);
  }
  const edit: EditSpace = (edits, about) => {
    let next = draft.getState().text;
    let reason: string | null = null;
    for (const one of edits) {
      const edited = editDocument(next, one);
      if (edited.kind === 'refused') {
        reason = edited.reason;
        break;
      }
      next = edited.text;
    }
    setRefusal(reason);
    if (reason === null) {
      draft.change(next, about);
    }
  };
  const shown = now.isReadable ? now : good;
  return {
    drafts: shown.drafts,
    parameters: shown.parameters,
    isBehind: !now.isReadable,
    edit,
    refusal,
  };
}
