/** Steps that can be taken back: far more than anyone counts, few enough to keep. */
const MOST_STEPS = 500;

/** What was on screen before and after what is there now. */
export type TextHistory<Step> = {
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  /** What the last step was about: the next one about the same joins it. Null where the next one stands alone. */
  readonly open: string | null;
};

export const NO_HISTORY: TextHistory<never> = { past: [], future: [], open: null };

/**
 * After `before` gave way to something else.
 *
 * @param about - what is being changed; typing on in the same place is one step. Null for a step of its own
 */
export function recorded<Step>(
  history: TextHistory<Step>,
  before: Step,
  about: string | null,
): TextHistory<Step> {
  const joins = about !== null && about === history.open && history.future.length === 0;
  const past = joins ? history.past : [...history.past, before].slice(-MOST_STEPS);
  return { past, future: [], open: about };
}

type Turned<Step> = { readonly step: Step; readonly history: TextHistory<Step> };

/** What was there before `now`; null where there was nothing. */
export function undone<Step>({ past, future }: TextHistory<Step>, now: Step): Turned<Step> | null {
  const [step] = past.slice(-1);
  return step === undefined
    ? null
    : { step, history: { past: past.slice(0, -1), future: [now, ...future], open: null } };
}

/** What was taken back last; null where nothing was. */
export function redone<Step>({ past, future }: TextHistory<Step>, now: Step): Turned<Step> | null {
  const [step, ...rest] = future;
  return step === undefined ? null : { step, history: { past: [...past, now], future: rest, open: null } };
}
