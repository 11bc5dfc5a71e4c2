import type { GroupScores, ScoreRow } from './scores.ts';

/** A place on the way at which searches are compared. */
export type Checkpoint = {
  readonly label: string;
  readonly scores: GroupScores | undefined;
};

/** A table in Markdown. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** @example signed(-0.214); // '−0.21' */
export function signed(value: number): string {
  const text = Math.abs(value).toFixed(2);
  return Number(text) === 0 ? text : `${value < 0 ? '−' : ''}${text}`;
}

function withInterval(value: number, [low, high]: readonly [number, number]): string {
  return `${signed(value)} [${signed(low)}, ${signed(high)}]`;
}

const TOOLS: Readonly<Record<string, string>> = { optuna: 'Optuna', neps: 'NePS' };

/** Ours as code, a reference with its tool's name. */
export function nameOf(optimizer: string): string {
  const [tool, name] = optimizer.split(':');
  return name === undefined ? `\`${optimizer}\`` : `${TOOLS[tool ?? ''] ?? tool} ${name}`;
}

function isOurs(optimizer: string): boolean {
  return !optimizer.includes(':');
}

/** Everyone's regret at each checkpoint and rank at the first, the least regret first, ours in bold. */
export function regretTable(checkpoints: readonly Checkpoint[]): string {
  const last = checkpoints[0]?.scores?.rows;
  const all = [...new Set(checkpoints.flatMap(({ scores }) => [...(scores?.rows.keys() ?? [])]))];
  const order = (optimizer: string) =>
    checkpoints.map(({ scores }) => scores?.rows.get(optimizer)).find((row) => row !== undefined)?.log10 ?? 0;
  const head = [
    'optimizer',
    'seeds',
    ...checkpoints.map(({ label }) => `log10 regret ${label}`),
    'average rank',
  ];
  const rows = all
    .sort((a, b) => order(a) - order(b))
    .map((optimizer) => {
      const found = checkpoints.map(({ scores }) => scores?.rows.get(optimizer));
      const any = found.find((row) => row !== undefined);
      return [
        isOurs(optimizer) ? `**${nameOf(optimizer)}**` : nameOf(optimizer),
        String(any?.seeds ?? ''),
        ...found.map((row) => (row === undefined ? '' : withInterval(row.log10, row.log10_ci))),
        rankOf(last?.get(optimizer)),
      ];
    });
  return markdownTable(head, rows);
}

function rankOf(row: ScoreRow | undefined): string {
  return row === undefined ? '' : `${row.rank.toFixed(1)} of ${row.of}`;
}

/** What counts as a difference: as much in log10 regret, and an interval on one side of 0. */
const NOTEWORTHY = 0.2;

function verdictOf([difference, low, high]: readonly [number, number, number]): string {
  if (difference <= -NOTEWORTHY && high < 0) {
    return '**ahead**';
  }
  return difference >= NOTEWORTHY && low > 0 ? '**behind**' : 'neither';
}

/** The reference with the least regret. */
function bestReference({ rows }: GroupScores): string | undefined {
  return [...rows].filter(([name]) => !isOurs(name)).sort(([, a], [, b]) => a.log10 - b.log10)[0]?.[0];
}

/** Each of ours beside the best reference of each checkpoint, and beside NePS's of the same name; none without any. */
export function differenceTable(
  checkpoints: readonly Checkpoint[],
  optimizers: readonly string[],
): readonly string[] {
  const rows = optimizers.flatMap((optimizer) =>
    checkpoints.flatMap(({ label, scores }) => {
      const best = scores === undefined ? undefined : bestReference(scores);
      const others = [...new Set([best, `neps:${optimizer}`])];
      return others.flatMap((other) => {
        const pair = scores?.pairs.get(`${optimizer} / ${other}`);
        if (pair === undefined || other === undefined) {
          return [];
        }
        const [difference, low, high] = pair;
        const whose = other === best ? `${nameOf(other)}, the best` : nameOf(other);
        return [[nameOf(optimizer), label, whose, withInterval(difference, [low, high]), verdictOf(pair)]];
      });
    }),
  );
  return rows.length === 0
    ? []
    : [markdownTable(['ours', '', 'beside', 'difference in log10 regret', ''], rows)];
}
