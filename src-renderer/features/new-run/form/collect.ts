import { formatDuration } from '#core/analysis/words/format-duration.ts';
import type { CheckReport } from '#core/contract/setup/check.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import { counted, given } from '#renderer/format/numbers.ts';
import { optimizerTitle } from '#renderer/format/words.ts';
import { sectionOf } from '../check/problem-place.ts';
import { SECTION_TITLES, SECTIONS, type SectionId } from './sections.ts';
import { pipelineWords, rowsOf, type SettingRow, type Settings, settingOf } from './setting-rows.ts';

export type Section = {
  readonly id: SectionId;
  readonly title: string;
  /** The line under the title in the list of sections. */
  readonly summary: string;
  /** False where the text does not tell yet: nothing is wrong, but nothing is right either. */
  readonly settled: boolean;
  readonly rows: readonly SettingRow[];
  readonly problems: readonly Problem[];
};

function budgetSummary(settings: Settings): string {
  const evaluations = settingOf(settings, 'max_evaluations_total');
  const cost = settingOf(settings, 'max_cost_total');
  const duration = settingOf(settings, 'incumbent.max_duration');
  const parts = [
    typeof evaluations === 'number' ? counted(evaluations, 'evaluation') : null,
    typeof cost === 'number' ? `cost ${given(cost)}` : null,
    typeof duration === 'number' ? formatDuration(duration) : null,
  ];
  const limits = parts.filter((part) => part !== null);
  return limits.length > 0 ? limits.join(', ') : 'no total';
}

function summaryOf(id: SectionId, report: CheckReport): string {
  const settings = report.settings ?? {};
  switch (id) {
    case 'pipeline':
      return pipelineWords(settings.evaluate_pipeline ?? 'not named yet');
    case 'space':
      return report.space ? counted(report.space.length, 'parameter') : 'not readable yet';
    case 'optimizer':
      return report.optimizer ? optimizerTitle(report.optimizer.name) : 'not settled yet';
    case 'budget':
      return budgetSummary(settings);
    case 'errors':
      return settings.ignore_errors === true ? 'Record and go on' : 'Stop at the first';
    case 'workers':
      return 'Chosen at the start';
  }
}

function isSettled(id: SectionId, { space, optimizer, settings }: CheckReport): boolean {
  switch (id) {
    case 'pipeline':
      return Boolean(settings?.evaluate_pipeline);
    case 'space':
      return space !== null;
    case 'optimizer':
      return optimizer !== null;
    default:
      return settings !== null;
  }
}

/** The form, section by section, from what the engine read. */
export function collectSections(report: CheckReport): Section[] {
  return SECTIONS.map((id) => ({
    id,
    title: SECTION_TITLES[id],
    summary: summaryOf(id, report),
    settled: isSettled(id, report),
    rows: rowsOf(id, report.settings ?? {}),
    problems: report.problems.filter((problem) => sectionOf(problem) === id),
  }));
}
