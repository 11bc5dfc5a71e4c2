import type { Finding } from '#core/contract/run/diagnosis.ts';

/** What one press mends, as the engine takes it. */
export type MendWish = {
  readonly all: boolean;
  readonly requeue: readonly string[];
  readonly crash: readonly string[];
  readonly keep: readonly { readonly trial: string; readonly side: 'journal' | 'files' }[];
};

/** A way to mend a finding: its name, in short where the row tells the rest, and what it does. */
export type MendOption = { readonly name: string; readonly label: string; readonly wish: MendWish };

const NOTHING: MendWish = { all: false, requeue: [], crash: [], keep: [] };

/** Everything that has one answer. */
export const MEND_ALL: MendWish = { ...NOTHING, all: true };

/** Whether `MEND_ALL` would do something about it. */
export function hasOneAnswer({ mend }: Finding): boolean {
  return mend?.options.includes('--mend') ?? false;
}

/** The decisions that a finding leaves to a person, read off the options of the command line. */
export function decisionsOf({ mend }: Finding): readonly MendOption[] {
  return (mend?.options ?? []).flatMap((option) => decisionOf(option) ?? []);
}

function decisionOf(option: string): MendOption | null {
  const [word, value = ''] = option.split(' ', 2);
  switch (word) {
    case '--requeue':
      return {
        name: 'Run again',
        label: `Run again: trial ${value}`,
        wish: { ...NOTHING, requeue: [value] },
      };
    case '--crash':
      return {
        name: 'Give up',
        label: `Give up: trial ${value} counts as crashed`,
        wish: { ...NOTHING, crash: [value] },
      };
    case '--keep': {
      const at = value.lastIndexOf('=');
      const trial = value.slice(0, at);
      const side = value.slice(at + 1) === 'files' ? 'files' : 'journal';
      return {
        name: `Keep the ${side}`,
        label: `Keep the ${side}: what ${side === 'files' ? 'they say' : 'it says'} of trial ${trial}`,
        wish: { ...NOTHING, keep: [{ trial, side }] },
      };
    }
    default:
      return null;
  }
}
