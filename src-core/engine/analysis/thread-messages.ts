import type { TrialTable } from '#core/analysis/trials/trial-table.ts';
import type { AnalysisEvent, AnalysisQuestion } from '#core/contract/analysis/analysis.ts';

/** To the thread: the trials piece by piece, then what is asked of them. */
export type ToThread =
  | { readonly kind: 'trials'; readonly table: TrialTable }
  | { readonly kind: 'ask'; readonly question: AnalysisQuestion };

type Unnumbered<Event> = Event extends unknown ? Omit<Event, 'seq'> : never;

/** From the thread: the events of the analysis, which whoever hands them on numbers. */
export type FromThread = Unnumbered<AnalysisEvent>;
export type ThreadResult = Extract<FromThread, { kind: 'result' }>;
