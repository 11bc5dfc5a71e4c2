import { IconAlertTriangle, IconCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react';
import { Icon } from '#renderer/components/text/icon.tsx';
import { counted } from '#renderer/format/numbers.ts';
import { errorCount } from '../check/problem-place.ts';
import type { Section } from './collect.ts';
import classes from './section-list.module.css';
import type { SectionId } from './sections.ts';

type SectionListProps = {
  readonly sections: readonly Section[];
  readonly current: SectionId | null;
  readonly onGo: (id: SectionId) => void;
};

function stateOf(section: Section): keyof typeof ICONS {
  if (errorCount(section.problems) > 0) {
    return 'bad';
  }
  if (section.problems.some((problem) => problem.severity === 'warning')) {
    return 'warning';
  }
  return section.settled ? 'good' : 'open';
}

const ICONS = {
  good: IconCheck,
  open: IconCircleDashed,
  warning: IconAlertTriangle,
  bad: IconCircleX,
} as const;

/** The parts of a run, each with whether it is right and what it says. */
export function SectionList({ sections, current, onGo }: SectionListProps) {
  return (
    <nav className={classes.sections} aria-label="Sections">
      {sections.map((section) => {
        const state = stateOf(section);
        const errors = errorCount(section.problems);
        return (
          <button
            key={section.id}
            type="button"
            className={classes.section}
            data-state={state}
            aria-current={section.id === current ? 'true' : undefined}
            onClick={() => onGo(section.id)}
          >
            <Icon of={ICONS[state]} small />
            <span className={classes.sectionWords}>
              <span className={classes.sectionTitle}>{section.title}</span>
              <span className={classes.sectionSummary} title={section.summary}>
                {errors > 0 ? counted(errors, 'problem') : section.summary}
              </span>
            </span>
          </button>
        );
      })}
    </nav>
  );
}
