import type { Exported, ExportTarget } from '#core/contract/setup/exported.ts';
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
