/** Names of one kind differ at their ends at least as often as at their beginnings. */
const SHARE_OF_END = 0.4;

/** A name in so many letters: what is too much is left out in its middle. */
export function shortened(name: string, letters: number): string {
  if (name.length <= letters) {
    return name;
  }
  const kept = Math.max(0, letters - 1);
  const end = Math.floor(kept * SHARE_OF_END);
  return `${name.slice(0, kept - end)}…${name.slice(name.length - end)}`;
}
