import type { Exported, ExportTarget } from '#core/contract/setup/documents.ts';
import type { Problem } from '#core/contract/setup/problem.ts';
import type { RunSettings } from '#core/contract/setup/settings.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import { writeConfigSpace } from './configspace/write-configspace.ts';
import { writeLibraryYaml } from './library/library-yaml.ts';
import { writePythonScript } from './library/python-script.ts';

/** The same run for another tool. Settings with their paths as they are to stand there. */
export function exportRun(settings: RunSettings, space: SearchSpace, target: ExportTarget): Exported {
  switch (target) {
    case 'yaml':
      return writeLibraryYaml(settings, space);
    case 'python':
      return writePythonScript(settings, space);
    case 'configspace':
      return writeConfigSpace(space);
  }
}

/** Tells which keys of a text are not in its export, because nothing here stands behind them. */
export function tellingIgnored(exported: Exported, problems: readonly Problem[]): Exported {
  const keys = problems.filter(({ code }) => code === 'ignored-key').map(({ path }) => `\`${path}\``);
  if (exported.kind === 'refused' || keys.length === 0) {
    return exported;
  }
  const note = `Of the text, ${keys.join(', ')} ${keys.length === 1 ? 'is' : 'are'} ignored here and left out.`;
  return { ...exported, notes: [...exported.notes, note] };
}
