/**
 * The descriptors of a long-lived child: one JSON object a line to it on 3 and from it on 4; 5 carries nothing and
 * ends with the worker. 0 to 2 are the user's.
 */
export const CHILD_DESCRIPTORS = { toChild: 3, fromChild: 4, lifeline: 5 } as const;
