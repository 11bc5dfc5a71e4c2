import type { Exported } from '#core/contract/setup/exported.ts';
import type { Problem } from '#core/contract/setup/problem.ts';

/** Tells which keys of a text are not in its export, because nothing here stands behind them. */
export function tellingIgnored(exported: Exported, problems: readonly Problem[]): Exported {
  const keys = problems.filter(({ code }) => code === 'ignored-key').map(({ path }) => `\`${path}\``);
  if (exported.kind === 'refused' || keys.length === 0) {
    return exported;
  }
  const note = `Of the text, ${keys.join(', ')} ${keys.length === 1 ? 'is' : 'are'} ignored here and left out.`;
  return { ...exported, notes: [...exported.notes, note] };
}
