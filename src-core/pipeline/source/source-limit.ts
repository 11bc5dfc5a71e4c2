/** A source file beyond this is not read: what is in it then can't be seen. */
export const MAX_SOURCE_BYTES = 5_000_000;
