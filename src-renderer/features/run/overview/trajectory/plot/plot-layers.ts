/** Recharts draws by layer: the line of incumbents lies over the points, their dots over the line. */
export const LAYER = { shade: 50, points: 400, line: 500, incumbents: 600 } as const;
