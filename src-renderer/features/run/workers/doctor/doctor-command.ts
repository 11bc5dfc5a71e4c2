import type { Finding } from '#core/contract/run/diagnosis.ts';

/** A path as a POSIX shell takes it. */
function quoted(path: string): string {
  return /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

/** The command that mends a finding in one way; null where none does. */
export function doctorCommands(root: string, mend: Finding['mend']): readonly string[] {
  return (mend?.options ?? []).map((option) => `incumbent doctor ${quoted(root)} ${option}`);
}
