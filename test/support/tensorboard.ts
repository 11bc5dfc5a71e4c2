import { execFileSync } from 'node:child_process';

function hasTensorBoard(): boolean {
  try {
    execFileSync('python3', ['-c', 'import tensorboard'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Why tests that need TensorBoard's own library are skipped; empty where they are not. Part of their titles. */
export const TENSORBOARD_MISSING = hasTensorBoard()
  ? ''
  : ' (skipped: no python3 with tensorboard was found)';

/** What TensorBoard's own library makes of a folder. */
export type TensorBoardView = {
  /** By run (folder below), then by tag: step and value. */
  readonly scalars: Readonly<
    Record<string, Readonly<Record<string, readonly (readonly [number, number])[]>>>
  >;
  readonly experiment: {
    readonly name: string;
    readonly parameters: readonly (readonly [name: string, type: number])[];
    readonly metrics: readonly string[];
  } | null;
  /** The rows of the HParams table. */
  readonly sessions: readonly {
    readonly run: string;
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly status: string;
  }[];
};

const SCRIPT = `
import json, sys
from google.protobuf.json_format import MessageToDict
from tensorboard.backend.event_processing.event_multiplexer import EventMultiplexer
from tensorboard.plugins.hparams import api_pb2, metadata

multiplexer = EventMultiplexer()
multiplexer.AddRunsFromDirectory(sys.argv[1])
multiplexer.Reload()
view = {'scalars': {}, 'experiment': None, 'sessions': []}
for run, tags in sorted(multiplexer.Runs().items()):
    view['scalars'][run] = {
        tag: [[event.step, event.value] for event in multiplexer.Scalars(run, tag)] for tag in tags['scalars']
    }
    contents = {
        tag: multiplexer.SummaryMetadata(run, tag).plugin_data.content
        for tag in multiplexer.PluginRunToTagToContent('hparams').get(run, {})
    }
    if metadata.EXPERIMENT_TAG in contents:
        found = metadata.parse_experiment_plugin_data(contents[metadata.EXPERIMENT_TAG])
        view['experiment'] = {
            'name': found.name,
            'parameters': [[info.name, info.type] for info in found.hparam_infos],
            'metrics': [info.name.tag for info in found.metric_infos],
        }
    if metadata.SESSION_START_INFO_TAG in contents:
        start = metadata.parse_session_start_info_plugin_data(contents[metadata.SESSION_START_INFO_TAG])
        end = metadata.parse_session_end_info_plugin_data(contents[metadata.SESSION_END_INFO_TAG])
        view['sessions'].append({
            'run': run,
            'parameters': {name: MessageToDict(value) for name, value in start.hparams.items()},
            'status': api_pb2.Status.Name(end.status),
        })
json.dump(view, sys.stdout)
`;

/** Reads a folder with TensorBoard's own library. */
export function viewWithTensorBoard(folder: string): TensorBoardView {
  const output = execFileSync('python3', ['-c', SCRIPT, folder], {
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return JSON.parse(output.toString()) as TensorBoardView;
}
