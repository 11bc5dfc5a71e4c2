export const SECTIONS = ['pipeline', 'space', 'optimizer', 'budget', 'errors', 'workers'] as const;
export type SectionId = (typeof SECTIONS)[number];

export const SECTION_TITLES: Record<SectionId, string> = {
  pipeline: 'Pipeline',
  space: 'Search space',
  optimizer: 'Optimizer',
  budget: 'Budget',
  errors: 'Errors',
  workers: 'Workers',
};
