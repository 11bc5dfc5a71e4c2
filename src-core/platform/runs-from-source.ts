/** True where this code runs from its TypeScript sources (tests, tsx), false in the built program. */
export const RUNS_FROM_SOURCE = import.meta.url.endsWith('.ts');
