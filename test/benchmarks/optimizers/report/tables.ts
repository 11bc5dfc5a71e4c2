import type { GroupScores, ScoreRow } from './scores.ts';
import type { Estimate } from './statistics.ts';

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

export function withInterval({ value, low, high }: Estimate): string {
  return `${signed(value)} [${signed(low)}, ${signed(high)}]`;
}

const TOOLS: Readonly<Record<string, string>> = { optuna: 'Optuna', neps: 'NePS' };

/** Ours as code, a reference with its tool's name. */
export function nameOf(optimizer: string): string {
  const [tool, name] = optimizer.split(':');
  return name === undefined ? `\`${optimizer}\`` : `${TOOLS[tool ?? ''] ?? tool} ${name}`;
}

export function isOurs(optimizer: string): boolean {
  return !optimizer.includes(':');
}

/** Everyone's regret at each checkpoint and rank at the first, the least regret first, ours in bold. */
export function regretTable(checkpoints: readonly Checkpoint[]): string {
  const last = checkpoints[0]?.scores;
  const all = [...new Set(checkpoints.flatMap(({ scores }) => [...(scores?.keys() ?? [])]))];
  const order = (optimizer: string) =>
    checkpoints.map(({ scores }) => scores?.get(optimizer)).find((row) => row !== undefined)?.log10 ?? 0;
  const head = [
    'optimizer',
    'seeds',
    ...checkpoints.map(({ label }) => `log10 regret ${label}`),
    'average rank',
  ];
  const rows = all
    .sort((a, b) => order(a) - order(b))
    .map((optimizer) => {
      const found = checkpoints.map(({ scores }) => scores?.get(optimizer));
      const any = found.find((row) => row !== undefined);
      return [
        isOurs(optimizer) ? `**${nameOf(optimizer)}**` : nameOf(optimizer),
        String(any?.seeds ?? ''),
        ...found.map((row) =>
          row === undefined
            ? ''
            : withInterval({ value: row.log10, low: row.log10_ci[0], high: row.log10_ci[1] }),
        ),
        rankOf(last?.get(optimizer)),
      ];
    });
  return markdownTable(head, rows);
}

function rankOf(row: ScoreRow | undefined): string {
  return row === undefined || row.of === 1 ? '' : `${row.rank.toFixed(1)} of ${row.of}`;
}
