import { useRef } from 'react';
import type { ImportanceAnswer, ImportanceMethod } from '#core/contract/analysis/analysis.ts';
import { ExportMenu } from '#renderer/components/chart/export/export-menu.tsx';
import { drawingIn } from '#renderer/components/chart/layers/drawing.ts';
import { Segmented } from '#renderer/components/inputs/segmented.tsx';
import { Card } from '#renderer/components/surfaces/card.tsx';
import { csvText } from '#renderer/features/run/live/csv.ts';
import { useRunOnScreen } from '#renderer/features/run/live/run-context.ts';
import { counted } from '#renderer/format/numbers.ts';
import { useQuery } from '#renderer/routing/use-query.ts';
import { AnalysisBody, Working } from '../analysis-body.tsx';
import type { Asked } from '../question.ts';
import { useAnalysis } from '../use-analysis.ts';
import { CaptionedFigure } from './captioned-figure.tsx';
import { ImportanceBars } from './importance-bars.tsx';

/** What the numbers are, for under the bars. */
function importanceNote({ method, modelled, best, rows }: ImportanceAnswer): string {
  if (method === 'fanova') {
    return `Share of the loss's variance that each parameter explains alone, in a forest of ${counted(modelled, 'trial')}. Line: one standard deviation over its trees.`;
  }
  const isChance = rows.every(({ importance, chance }) => importance <= (chance ?? 0));
  const warning = isChance ? ' None is beyond chance yet: more trials are needed.' : '';
  return `How much each parameter matters for being among the best ${best ?? 0} of ${counted(modelled, 'trial')}, as shares of their sum. Tick: what 19 of 20 shufflings of the losses stay below.${warning}`;
}

export function importanceText({ rows }: ImportanceAnswer): string {
  return rows.map(({ parameter, importance }) => `${parameter} ${importance.toFixed(2)}`).join(', ');
}

export function importanceCsv(answer: ImportanceAnswer): string {
  const text = (value: number | null) => (value === null ? '' : String(value));
  return csvText([
    ['parameter', 'importance', 'deviation', 'chance'],
    ...answer.rows.map((row) => [
      row.parameter,
      String(row.importance),
      text(row.deviation),
      text(row.chance),
    ]),
  ]);
}

const METHODS = [
  { value: 'ped-anova', label: 'PED-ANOVA' },
  { value: 'fanova', label: 'fANOVA' },
] as const satisfies readonly { readonly value: ImportanceMethod; readonly label: string }[];

/** Which parameters matter. */
export function ImportanceCard({ asked }: { asked: Asked }) {
  const { facts } = useRunOnScreen();
  const [query, setQuery] = useQuery();
  const method = METHODS.find(({ value }) => value === query.get('importance'))?.value ?? 'ped-anova';
  const analysis = useAnalysis({ ...asked, want: { kind: 'importance', method } });
  const place = useRef<HTMLDivElement>(null);
  const answer = analysis.result?.answer.kind === 'importance' ? analysis.result.answer : null;
  return (
    <Card
      title="Importance"
      caption="of all trials, filtered or not"
      controls={
        <>
          <Working analysis={analysis} what="importance" />
          <Segmented
            label="Method"
            value={method}
            options={METHODS}
            onChange={(importance) => setQuery({ importance })}
          />
          <ExportMenu
            name={`${facts.name}-importance`}
            csv={() => (answer === null ? '' : importanceCsv(answer))}
            drawing={() => drawingIn(place.current)}
          />
        </>
      }
      note={answer && importanceNote(answer)}
    >
      <AnalysisBody analysis={analysis} kind="importance">
        {(known) => (
          <CaptionedFigure label="Importance" caption={importanceText(known)}>
            <ImportanceBars answer={known} ref={place} />
          </CaptionedFigure>
        )}
      </AnalysisBody>
    </Card>
  );
}
