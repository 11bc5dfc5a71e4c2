import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The folder of the objectives that come with the benchmark; Python's standard library is all they need. */
export const OBJECTIVES = fileURLToPath(new URL('objectives/', import.meta.url));
const SERVER = `python3 "${OBJECTIVES}serve.py"`;

/** The sets of objectives: those for which reference figures are kept, and our own learning curves. */
export type ObjectiveSet = 'public' | 'own';

/** The arguments that tell a program of the folder where the objectives of a set are. */
export function moduleArguments(set: ObjectiveSet): readonly string[] {
  return set === 'own' ? ['--module', `${OBJECTIVES}learning_curves.py`] : [];
}

function moduleOption(set: ObjectiveSet): string {
  return moduleArguments(set)
    .map((word) => ` "${word}"`)
    .join('');
}

/** The command that serves an objective of a set; `NAME` stands for it. */
export function serveTemplate(set: ObjectiveSet): string {
  return `${SERVER} NAME${moduleOption(set)}`;
}

/** `NAME` as a word of its own stands for the objective; a command without it serves just one. */
export function serveCommand(template: string, objective: string): string {
  return template.replace(/(?<![\w./-])NAME(?![\w./-])/, objective);
}

export function objectiveNames(set: ObjectiveSet): readonly string[] {
  const output = execFileSync(`${SERVER} --list${moduleOption(set)}`, { shell: true, encoding: 'utf8' });
  return output.trim().split(/\s+/);
}
