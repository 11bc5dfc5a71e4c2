import { useMemo, useRef } from 'react';
import {
  copiedParameter,
  freeName,
  movedParameter,
  withoutParameter,
} from '#core/config/edit/parameters/parameter-edits.ts';
import { movedParameters } from '#core/config/edit/parameters/several-parameters.ts';
import type { EditDocument } from '../document/use-document.ts';

/** What a row can ask of the whole table. They are the same for as long as the table is there, so that rows stay. */
export type SpaceActs = {
  readonly isFree: (name: string) => boolean;
  readonly duplicate: (name: string) => void;
  readonly remove: (name: string) => void;
  /** One place up (-1) or down (1). */
  readonly move: (name: string, by: -1 | 1) => void;
  readonly moveBefore: (name: string, before: string) => void;
};

export function useSpaceActs(names: readonly string[], edit: EditDocument): SpaceActs {
  const latest = useRef(names);
  latest.current = names;
  return useMemo(
    () => ({
      isFree: (name) => name !== '' && !latest.current.includes(name),
      duplicate: (name) => edit([copiedParameter(name, freeName(name, latest.current))], null),
      remove: (name) => edit([withoutParameter(name)], null),
      move: (name, by) => edit(movedParameters({ names: latest.current, chosen: new Set([name]) }, by), null),
      moveBefore: (name, before) => edit([movedParameter(name, before)], null),
    }),
    [edit],
  );
}
