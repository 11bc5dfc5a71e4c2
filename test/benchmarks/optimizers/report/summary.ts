import type { Chapter } from './chapters.ts';
import { differenceOf, regretAt } from './difference.ts';
import type { GroupScores } from './scores.ts';
import type { Estimate } from './statistics.ts';
import { isOurs, markdownTable, nameOf, withInterval } from './tables.ts';
import type { ObjectiveEntry, Trajectory } from './trajectories.ts';

/** What counts as a difference: as much in log10 regret, and an interval on one side of 0. */
const NOTEWORTHY = 0.2;
/** What the tables print as 0.00 is 0. */
const ZERO = 0.005;

export function verdictOf({ value, low, high }: Estimate): string {
  if (value <= -NOTEWORTHY && high < -ZERO) {
    return '**ahead**';
  }
  return value >= NOTEWORTHY && low > ZERO ? '**behind**' : 'neither';
}

/** The reference with the least regret. */
function bestReference(scores: GroupScores | undefined): string | undefined {
  const references = [...(scores ?? [])].filter(([name]) => !isOurs(name));
  return references.sort(([, a], [, b]) => a.log10 - b.log10)[0]?.[0];
}

/** What is known of the objectives of a chapter. */
export type Known = {
  readonly objectives: readonly ObjectiveEntry[];
  readonly runs: readonly Trajectory[];
  /** By checkpoint. */
  readonly scores: ReadonlyMap<number, GroupScores | undefined>;
};

/** Rows of a chapter: each of ours beside the best reference of each checkpoint and beside those it is meant to beat. */
function rowsOf({ heading, checkpoints, compared }: Chapter, known: Known): readonly (readonly string[])[] {
  return compared.flatMap(({ optimizer, beside }) =>
    checkpoints.flatMap(({ at, label }) => {
      const best = bestReference(known.scores.get(at));
      const others = new Set([...(best === undefined ? [] : [best]), ...beside]);
      return [...others].flatMap((other) => {
        const found = differenceOf({ ours: optimizer, other, at }, known.objectives, known.runs);
        const whose = other === best ? `${nameOf(other)}, the best` : nameOf(other);
        return found === null
          ? []
          : [[heading, nameOf(optimizer), label, whose, withInterval(found), verdictOf(found)]];
      });
    }),
  );
}

/** Ours beside the references in one table. */
export function summaryTable(
  chapters: readonly { readonly chapter: Chapter; readonly known: Known }[],
): string {
  return markdownTable(
    ['objectives', 'ours', 'compared', 'with', 'difference in log10 regret', ''],
    chapters.flatMap(({ chapter, known }) => rowsOf(chapter, known)),
  );
}

const YARDSTICK = 'random_search';

/** On which objectives the first of a chapter's optimizers ends worse than random search; nothing before it ran on all. */
export function besideRandomSearch({ compared }: Chapter, { objectives, runs }: Known): readonly string[] {
  const optimizer = compared[0]?.optimizer ?? '';
  if (objectives.some((objective) => regretAt(optimizer, objective, { at: 1, runs }) === null)) {
    return [];
  }
  const worse = objectives.filter((objective) => {
    const [ours, random] = [optimizer, YARDSTICK].map((name) => regretAt(name, objective, { at: 1, runs }));
    return ours !== null && random !== null && Number(ours) > Number(random);
  });
  const names = worse.map(({ name }) => `\`${name}\``).join(', ');
  return [
    worse.length === 0
      ? `On none of these objectives does \`${optimizer}\` end worse than \`${YARDSTICK}\`.`
      : `\`${optimizer}\` ends worse than \`${YARDSTICK}\` on ${names}.`,
  ];
}
