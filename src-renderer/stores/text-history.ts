/** Steps that can be taken back: far more than anyone counts, few enough to keep. */
const MOST_STEPS = 500;

/** The texts before and after the one on screen. */
export type TextHistory = {
  readonly past: readonly string[];
  readonly future: readonly string[];
  /** What the last step was about: the next one about the same joins it. Null where the next one stands alone. */
  readonly open: string | null;
};

export const NO_HISTORY: TextHistory = { past: [], future: [], open: null };

/**
 * After `before` gave way to another text.
 *
 * @param about - what is being changed; typing on in the same place is one step. Null for a step of its own
 */
export function recorded(history: TextHistory, before: string, about: string | null): TextHistory {
  const joins = about !== null && about === history.open && history.future.length === 0;
  const past = joins ? history.past : [...history.past, before].slice(-MOST_STEPS);
  return { past, future: [], open: about };
}

/** The text before the one on screen; null where there is none. */
export function undone(
  { past, future }: TextHistory,
  text: string,
): { readonly text: string; readonly history: TextHistory } | null {
  const before = past.at(-1);
  return before === undefined
    ? null
    : { text: before, history: { past: past.slice(0, -1), future: [text, ...future], open: null } };
}

/** The text that was taken back last; null where there is none. */
export function redone(
  { past, future }: TextHistory,
  text: string,
): { readonly text: string; readonly history: TextHistory } | null {
  const [next, ...rest] = future;
  return next === undefined
    ? null
    : { text: next, history: { past: [...past, text], future: rest, open: null } };
}
