import type { Problem } from '#core/contract/setup/problem.ts';
import type { DocumentEdit } from '../document-edit.ts';
import { draftKind, type ParameterDraft } from './parameter-draft.ts';
import { boundSource, withField, withKind, withoutPrior } from './parameter-edits.ts';

/** A way to mend a parameter, in words for a button. */
export type ParameterRemedy = { readonly words: string; readonly edits: readonly DocumentEdit[] };

/** How many decades below the upper bound a log scale begins, where nothing else is known. */
const DECADES = 4;

/** What a click can do about a finding of one parameter; none where only the person knows. */
export function parameterRemedies(draft: ParameterDraft, { code }: Problem): readonly ParameterRemedy[] {
  const [lower, upper] = [draft.fields.get('lower')?.source, draft.fields.get('upper')?.source];
  if (draft.form !== 'range' || lower === undefined || upper === undefined) {
    return [];
  }
  switch (code) {
    case 'bounds-reversed':
      return lower === upper ? [] : [{ words: 'Swap the bounds', edits: withBounds(draft, upper, lower) }];
    case 'bounds-not-positive':
      return [...raised(draft, upper), { words: 'Switch log off', edits: withField(draft, 'log', null) }];
    case 'fidelity-not-positive':
      return raised(draft, upper);
    case 'bounds-mixed':
      return [
        { words: 'Make both floats', edits: withKind(draft, 'float') },
        { words: 'Make both integers', edits: withKind(draft, 'integer') },
      ];
    case 'prior-out-of-range':
    case 'prior-on-fidelity':
      return [{ words: 'Take the prior out', edits: withoutPrior(draft) }];
    default:
      return [];
  }
}

/** Both at once: a short form is written anew as a whole. */
function withBounds(draft: ParameterDraft, lower: string, upper: string): readonly DocumentEdit[] {
  const first = withField(draft, 'lower', lower);
  if (!draft.isShort) {
    return [...first, ...withField(draft, 'upper', upper)];
  }
  const fields = new Map(draft.fields).set('lower', { source: lower, shown: lower });
  return withField({ ...draft, fields }, 'upper', upper);
}

function raised(draft: ParameterDraft, upper: string): readonly ParameterRemedy[] {
  const highest = Number(upper);
  if (!(highest > 0)) {
    return [];
  }
  const kind = draftKind(draft) ?? 'float';
  const typed = kind === 'integer' ? '1' : `1e${Math.floor(Math.log10(highest)) - DECADES}`;
  return Number(typed) < highest
    ? [{ words: `Set lower to ${typed}`, edits: withField(draft, 'lower', boundSource(typed, kind)) }]
    : [];
}
