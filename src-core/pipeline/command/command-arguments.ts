import { floatText, numberText } from '#core/config/values/scalar-text.ts';
import type { SearchSpace } from '#core/contract/space.ts';
import type { Config } from '#core/contract/value.ts';
import type { EvaluationCall } from '#core/pipeline/pipeline.ts';
import { kindOf, plainKindOf } from '#core/space/value-kinds.ts';

/**
 * Replaces `{parameter}` in each argument; also `{pipeline_directory}`, `{previous_pipeline_directory}` (empty
 * without one), `{root_directory}` and `{pipeline_id}`. Other braces stay as they are: they belong to the program.
 *
 * @example ['--lr={lr}', '{print $1}'] with lr 8.0 gives ['--lr=8.0', '{print $1}']
 */
export function commandArguments(command: readonly string[], call: EvaluationCall): readonly string[] {
  const values = new Map<string, string>([
    ['pipeline_directory', call.pipelineDirectory],
    ['previous_pipeline_directory', call.previousPipelineDirectory ?? ''],
    ['root_directory', call.rootDirectory],
    ['pipeline_id', call.trial],
    ...valueTexts(call.config, call.space),
  ]);
  return command.map((argument) =>
    argument.replace(
      /\{([\p{XID_Start}_]\p{XID_Continue}*)\}/gu,
      (whole, name: string) => values.get(name) ?? whole,
    ),
  );
}

/** Values as a program reads them: floats with a point, booleans as `true` and `false`. */
function valueTexts(config: Config, space: SearchSpace): readonly (readonly [string, string])[] {
  const parameters = new Map(space.map((parameter) => [parameter.name, parameter]));
  return Object.entries(config).map(([name, value]) => {
    const parameter = parameters.get(name);
    const kind = parameter === undefined ? plainKindOf(value) : kindOf(parameter, value);
    if (typeof value !== 'number') {
      return [name, String(value)];
    }
    return [name, kind === 'float' ? floatText(value) : numberText(value)];
  });
}
