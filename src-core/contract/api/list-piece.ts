/**
 * What goes ahead of an event whose list `trials` is too long for one message: its next trials. The list of the event
 * itself is the end of it. So neither side works on a long list for long at a time, and one side writes what comes next
 * while the other reads.
 */
type ListPiece = { readonly piece: readonly unknown[] };

export function isListPiece(event: unknown): event is ListPiece {
  return typeof event === 'object' && event !== null && 'piece' in event && Array.isArray(event.piece);
}
