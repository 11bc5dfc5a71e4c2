import type { ParsedRun, ParseRunInput } from './parsed-run.ts';

/** Reads a run's YAML text: settings, space and every problem at once. Never throws, whatever the text. */
export declare function parseRun(input: ParseRunInput): ParsedRun;
