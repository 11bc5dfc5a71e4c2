/** Where a long-lived child and its worker talk: one JSON object a line. 0 to 2 are the user's. */
export const CHILD_DESCRIPTORS = { toChild: 3, fromChild: 4 } as const;
