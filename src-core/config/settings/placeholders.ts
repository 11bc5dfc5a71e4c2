import { childOf, type DocumentNode } from '#core/config/document/node.ts';
import type { Report } from '#core/config/document/report.ts';
import { nearest } from '#core/config/words/near-names.ts';

/** `{name}` in an argument of a command stands for a value; any other brace belongs to the program. */
const PLACEHOLDER = /\{([\p{XID_Start}_]\p{XID_Continue}*)\}/gu;

/** What a command may ask for beside the parameters; no parameter can have these names. */
export const EXTRA_ARGUMENTS: readonly string[] = [
  'pipeline_directory',
  'previous_pipeline_directory',
  'root_directory',
  'pipeline_id',
];

/** The names in one argument that stand for values. */
function placeholdersIn(argument: string): readonly string[] {
  return [...argument.matchAll(PLACEHOLDER)].flatMap((match) => match[1] ?? []);
}

/** Reports every `{name}` of a command that is no parameter: its value would be missing in each evaluation. */
export function checkPlaceholders(
  pipeline: DocumentNode,
  parameters: readonly string[],
  report: Report,
): void {
  const command = pipeline.kind === 'map' ? childOf(pipeline, 'command') : null;
  const known = [...parameters, ...EXTRA_ARGUMENTS];
  for (const argument of command?.kind === 'list' ? command.items : [command]) {
    const names = argument?.kind === 'scalar' ? placeholdersIn(argument.source) : [];
    for (const name of names.filter((found) => argument !== null && !known.includes(found))) {
      const near = `The nearest is \`{${nearest(name, known)}}\`.`;
      const message = `Expected parameters of the search space in braces, found \`{${name}}\`. ${near}`;
      report.error('placeholder-unknown', argument ?? pipeline, message);
    }
  }
}
