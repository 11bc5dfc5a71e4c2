/** Colour and dash of groups, in the order in which they were put together; all after the fifth share the last one. */
const STYLES = [
  { color: 'var(--c1)', dash: undefined },
  { color: 'var(--c2)', dash: '7 4' },
  { color: 'var(--c3)', dash: '2 3' },
  { color: 'var(--c4)', dash: '9 3 2 3' },
  { color: 'var(--c5)', dash: '12 4' },
  { color: 'var(--c6)', dash: '1 5' },
] as const;

export type GroupStyle = { readonly color: string; readonly dash: string | undefined };

/** How many groups have a look of their own. */
export const MOST_STYLES = STYLES.length;

export function groupStyle(index: number): GroupStyle {
  return STYLES[Math.min(index, STYLES.length - 1)] ?? STYLES[0];
}

/** A piece of a group's line; its name always stands beside it. */
export function GroupMark({ index }: { index: number }) {
  const { color, dash } = groupStyle(index);
  return (
    <svg width="24" height="8" viewBox="0 0 24 8" aria-hidden="true">
      <line x1="0" x2="24" y1="4" y2="4" stroke={color} strokeWidth="2.5" strokeDasharray={dash} />
    </svg>
  );
}
