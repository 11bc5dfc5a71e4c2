import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { type EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, WidgetType } from '@codemirror/view';
import type { Problem } from '#core/contract/setup/problem.ts';

const SEVERITIES = { error: 'error', warning: 'warning', note: 'info' } as const;
/** Words after the line, as far as there is room; the whole message is in the tip and in Problems. */
const LENS_LETTERS = 80;

class Lens extends WidgetType {
  readonly words: string;
  readonly severity: Problem['severity'];

  constructor(words: string, severity: Problem['severity']) {
    super();
    this.words = words;
    this.severity = severity;
  }

  override eq(other: Lens): boolean {
    return other.words === this.words && other.severity === this.severity;
  }

  override toDOM(): HTMLElement {
    const element = document.createElement('span');
    element.className = `cm-lens cm-lens-${this.severity}`;
    element.setAttribute('aria-hidden', 'true');
    element.textContent = this.words;
    return element;
  }
}

type Marked = { readonly line: number; readonly problem: Problem };

function markedLines(state: EditorState, problems: readonly Problem[]): Marked[] {
  const seen = new Set<number>();
  const marked: Marked[] = [];
  for (const problem of problems) {
    const { line } = problem;
    // A note explains; it does not interrupt.
    if (
      line !== null &&
      line >= 1 &&
      line <= state.doc.lines &&
      problem.severity !== 'note' &&
      !seen.has(line)
    ) {
      seen.add(line);
      marked.push({ line, problem });
    }
  }
  return marked.toSorted((a, b) => a.line - b.line);
}

function lensWords({ message }: Problem): string {
  const first = (message.split('\n', 1)[0] ?? '').replaceAll('`', '');
  return first.length > LENS_LETTERS ? `${first.slice(0, LENS_LETTERS - 1)}…` : first;
}

function decorate(state: EditorState, problems: readonly Problem[]): DecorationSet {
  return Decoration.set(
    markedLines(state, problems).flatMap(({ line, problem }) => {
      const { from, to } = state.doc.line(line);
      const lens = new Lens(lensWords(problem), problem.severity);
      return [
        Decoration.line({ class: `cm-problem-${problem.severity}` }).range(from),
        Decoration.widget({ widget: lens, side: 1 }).range(to),
      ];
    }),
  );
}

const setMarks = StateEffect.define<readonly Problem[]>();

const marks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (value, transaction) => {
    let next = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) {
        next = decorate(transaction.state, effect.value);
      }
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** From the place of a problem to the end of the word that stands there. */
function spanOf(state: EditorState, problem: Problem): { from: number; to: number } {
  const line = state.doc.line(Math.min(Math.max(problem.line ?? 1, 1), state.doc.lines));
  const indent = line.text.length - line.text.trimStart().length;
  const start = problem.column === null ? indent : Math.min(problem.column - 1, line.text.length);
  const word = line.text.slice(start).match(/^[^\s,\]}#]+/)?.[0] ?? line.text.slice(start).trimEnd();
  return { from: line.from + start, to: line.from + start + Math.max(word.length, 0) };
}

function diagnosticOf(state: EditorState, problem: Problem): Diagnostic {
  return { ...spanOf(state, problem), severity: SEVERITIES[problem.severity], message: problem.message };
}

/** Underlines, tips and words at the end of the line for what is wrong with a text. */
export function problemMarks(): Extension {
  return marks;
}

/** Puts the findings of the latest check into the editor. */
export function showProblems(view: EditorView, problems: readonly Problem[]): void {
  const placed = problems.filter((problem) => problem.line !== null && problem.line <= view.state.doc.lines);
  view.dispatch(
    setDiagnostics(
      view.state,
      placed.map((problem) => diagnosticOf(view.state, problem)),
    ),
    { effects: setMarks.of(placed) },
  );
}
