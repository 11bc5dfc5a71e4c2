import { relative } from 'node:path';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { JournalProblem } from '#core/state/journal/journal-reader.ts';
import { runLayout } from '#core/state/layout.ts';
import type { RecordView } from '../record-view.ts';

/** How many journal lines are named one by one. */
const MOST_LINES = 20;

export type ProblemSources = {
  readonly root: string;
  readonly record: RecordView;
  readonly journal: readonly JournalProblem[];
  /** Why the record as it stands there now can't be understood; null where it can. */
  readonly unreadableRecord: string | null;
  /** Nothing more can be written, so no worker can say so itself. */
  readonly isDiskFull: boolean;
};

/** What is wrong with the files of a run, as far as looking at it shows. Paths are below the root. */
export function runProblems({
  root,
  record,
  journal,
  unreadableRecord,
  isDiskFull,
}: ProblemSources): readonly Problem[] {
  const recordPath = relative(root, runLayout(root).record);
  const problems: Problem[] = [];
  if (isDiskFull) {
    problems.push({
      ...problem(
        'disk-full',
        `The disk of ${root} is full: workers keep their results and wait until there is room`,
        null,
      ),
      severity: 'error',
    });
  }
  if (unreadableRecord !== null) {
    problems.push(problem('record-unreadable', unreadableRecord, recordPath));
  }
  if (record.readOnlyBecause !== null) {
    problems.push(problem('root-format-unknown', record.readOnlyBecause, recordPath));
  }
  problems.push(...journal.slice(0, MOST_LINES).map((line) => lineProblem(root, line)));
  if (journal.length > MOST_LINES) {
    const more = journal.length - MOST_LINES;
    problems.push(problem('journal-line', `${more} more journal lines can't be read and are left out`, null));
  }
  return problems;
}

function lineProblem(root: string, { file, offset, message }: JournalProblem): Problem {
  const reason = message.split('\n', 1)[0] ?? '';
  return problem(
    'journal-line',
    `The line at byte ${offset} is no journal line and is left out: ${reason}`,
    relative(root, file),
  );
}

function problem(code: string, message: string, path: string | null): Problem {
  return { code, severity: 'warning', message, file: null, line: null, column: null, path };
}
