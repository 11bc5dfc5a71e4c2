import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OBJECTIVES, type ObjectiveSet } from '../objective-list.ts';
import { CHAPTERS, type Chapter } from './chapters.ts';
import { drawFigure } from './figure.ts';
import { figureOf, OWN_DRAWINGS, PUBLIC_DRAWINGS } from './figures.ts';
import { objectiveTable } from './objective-table.ts';
import { parallelTable } from './parallel-table.ts';
import { type GroupScores, scoresAt } from './scores.ts';
import { withSection } from './section.ts';
import { readStored, storeResults } from './stored-results.ts';
import { besideRandomSearch, type Known, summaryTable } from './summary.ts';
import { regretTable } from './tables.ts';
import { readReferences, type Trajectories, type Trajectory, withVariants } from './trajectories.ts';

const REPOSITORY = fileURLToPath(new URL('../../../../', import.meta.url));
const PAGE = `${REPOSITORY}docs/optimizers.md`;
const IMAGES = 'images/optimizers';
const HEADING = '## How they compare';
const SETS = ['public', 'own'] as const;

/** All that the report shows of one set of objectives. */
type Material = {
  readonly stored: Trajectories;
  /** Ours with one worker and the references', those of the objectives without priors also with them. */
  readonly runs: readonly Trajectory[];
  /** By checkpoint. */
  readonly scores: ReadonlyMap<number, ReadonlyMap<string, GroupScores>>;
};

/**
 * Writes plots and tables into the documentation, of the results kept in the repository; files of results are first
 * taken in their place.
 */
export async function writeReport(files: readonly string[]): Promise<void> {
  const references = readReferences(readFileSync(`${OBJECTIVES}reference.json`, 'utf8'));
  const materials = {} as Record<ObjectiveSet, Material>;
  for (const set of SETS) {
    if (files.length > 0) {
      await storeResults(files, set);
    }
    materials[set] = await gather(set, references.runs);
  }
  mkdirSync(`${REPOSITORY}docs/${IMAGES}`, { recursive: true });
  drawAll(materials);
  const text = [
    introduction(references.versions),
    summaryTable(CHAPTERS.map((chapter) => ({ chapter, known: knownOf(chapter, materials[chapter.set]) }))),
    ...CHAPTERS.map((chapter) => chapterText(chapter, materials[chapter.set])),
    parallelText(materials.public.stored),
  ].join('\n\n');
  writeFileSync(PAGE, withSection(readFileSync(PAGE, 'utf8'), HEADING, text));
}

async function gather(set: ObjectiveSet, references: readonly Trajectory[]): Promise<Material> {
  const stored = readStored(set);
  const single = { ...stored, runs: stored.runs.filter(({ workers }) => workers === 1) };
  const places = new Set(CHAPTERS.filter((one) => one.set === set).flatMap(({ checkpoints }) => checkpoints));
  const scores = new Map<number, ReadonlyMap<string, GroupScores>>();
  for (const at of new Set([...places].map((place) => place.at))) {
    console.error(`scores of the ${set} objectives at ${at} …`);
    scores.set(at, await scoresAt(at, single, set));
  }
  return { stored, runs: withVariants([...single.runs, ...references], stored.objectives), scores };
}

function drawAll(materials: Readonly<Record<ObjectiveSet, Material>>): void {
  const drawings = { public: PUBLIC_DRAWINGS, own: OWN_DRAWINGS };
  for (const set of SETS) {
    const { stored, runs } = materials[set];
    for (const drawing of drawings[set]) {
      console.error(`draws ${drawing.name} …`);
      const figure = figureOf(drawing, stored.objectives, runs);
      writeFileSync(`${REPOSITORY}docs/${IMAGES}/${drawing.name}.svg`, drawFigure(figure));
    }
  }
}

function introduction(versions: Readonly<Record<string, string>>): string {
  return (
    `Our searches beside those of Optuna ${versions.optuna} and NePS ${versions.neps}, on the same objectives, with one ` +
    'worker and as many seeds as the tables say (NePS’s Bayesian optimization and pibo stopped at 60 evaluations). Regret ' +
    'is that of the configuration a search would name as its best, without noise and at the highest fidelity, ' +
    'normalised: 0 is the optimum, 1 a typical random point; its log10 is cut off at −4. In brackets are 95 % ' +
    'bootstrap intervals over seeds: they say nothing about other objectives. The average rank is among the ' +
    'references, to which each of ours is added alone. “Ahead” means by at least 0.2 in log10 regret with an interval ' +
    'of the difference below 0, “behind” the reverse. In the plots, ours are drawn through and references dashed. ' +
    '[Benchmarks](benchmarks.md) tells what is measured and how to do it again.'
  );
}

function knownOf({ group, checkpoints }: Chapter, { stored, runs, scores }: Material): Known {
  return {
    objectives: stored.objectives.filter((objective) => objective.group === group),
    runs,
    scores: new Map(checkpoints.map(({ at }) => [at, scores.get(at)?.get(group)])),
  };
}

function chapterText(chapter: Chapter, material: Material): string {
  const known = knownOf(chapter, material);
  const { heading, drawing, byObjective } = chapter;
  const table = chapter.checkpoints.map(({ at, label }) => ({ label, scores: known.scores.get(at) }));
  return [
    `### ${heading}`,
    ...(drawing === null ? [] : [`![${heading}](${IMAGES}/${drawing}.svg)`]),
    regretTable(table),
    ...(byObjective.length === 0
      ? []
      : [
          'log10 regret at the end, objective by objective:',
          objectiveTable(byObjective, known.objectives, known.runs),
          ...besideRandomSearch(chapter, known),
        ]),
  ].join('\n\n');
}

function parallelText({ objectives, runs }: Trajectories): string {
  return [
    '### Several workers',
    'The same number of evaluations, or the same cost, with 8 simulated workers beside 1. The ratio is that of the ' +
      'geometric means of regret; above 1 the workers pay for not seeing what the others find.',
    parallelTable(objectives, runs),
  ].join('\n\n');
}
