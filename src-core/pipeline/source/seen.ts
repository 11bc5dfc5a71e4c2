/**
 * What reading a source text tells of a name: `unseen` where it may exist without being visible (assigned, imported,
 * made at run time).
 */
export type Seen = {
  readonly verdict: 'found' | 'unseen' | 'missing';
  /** Functions that the text does define or export, for the message. */
  readonly names: readonly string[];
};
