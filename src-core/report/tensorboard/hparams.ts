import type { Parameter, SearchSpace } from '#core/contract/space.ts';
import type { Config, ConfigValue } from '#core/contract/value.ts';
import {
  doubleField,
  type Message,
  messageField,
  textField,
  varintField,
} from '#core/readers/event-files/wire-format.ts';
import { type EventTime, pluginRecord } from './event-records.ts';

/** Names of numbers in TensorBoard; the user's own tags stand beside them in the same place. */
export const RESULT_TAGS = {
  loss: 'result/loss',
  cost: 'result/cost',
  curve: 'result/learning_curve',
} as const;

/** Field numbers of the HParams plugin's `api.proto` and `plugin_data.proto`, and of `google.protobuf.Value`. */
const DATA = { experiment: 2, start: 3, end: 4 } as const;
const EXPERIMENT = { created: 3, parameters: 4, metrics: 5, name: 6 } as const;
const PARAMETER = { name: 1, type: 4, choices: 5, interval: 6 } as const;
const METRIC = { name: 1, title: 3, tag: 2 } as const;
const START = { values: 1, time: 5 } as const;
const END = { status: 1, time: 2 } as const;
const VALUE = { number: 2, text: 3, truth: 4 } as const;
const TYPE = { text: 1, truth: 2, number: 3 } as const;
const STATUS = { success: 1, failed: 2, crashed: 2 } as const;

const PLUGIN = 'hparams';

/** The table's head: which parameters there are, within which bounds, and what came of them. */
export function experimentRecord(name: string, space: SearchSpace, created: number): Uint8Array {
  const metrics = [RESULT_TAGS.loss, RESULT_TAGS.cost].map((tag) =>
    messageField(EXPERIMENT.metrics, [
      messageField(METRIC.name, [textField(METRIC.tag, tag)]),
      textField(METRIC.title, tag.replace('result/', '')),
    ]),
  );
  const content = [
    textField(EXPERIMENT.name, name),
    doubleField(EXPERIMENT.created, created),
    ...varying(space).map((parameter) => messageField(EXPERIMENT.parameters, parameterMessage(parameter))),
    ...metrics,
  ];
  return hparamsRecord('experiment', messageField(DATA.experiment, content), { step: 0, wallTime: created });
}

/** Begins a row of the table: the configuration of a trial. */
export function sessionStartRecord(space: SearchSpace, config: Config, time: EventTime): Uint8Array {
  const values = varying(space).flatMap((parameter) => {
    const value = config[parameter.name];
    return value === undefined
      ? []
      : [
          messageField(START.values, [
            textField(1, parameter.name),
            messageField(2, valueMessage(asTyped(parameter, value))),
          ]),
        ];
  });
  const content = messageField(DATA.start, [...values, doubleField(START.time, time.wallTime)]);
  return hparamsRecord('session_start_info', content, time);
}

/** Says how a session ended; without it the dashboard takes it for running. */
export function sessionEndRecord(state: keyof typeof STATUS, time: EventTime): Uint8Array {
  const content = messageField(DATA.end, [
    varintField(END.status, STATUS[state]),
    doubleField(END.time, time.wallTime),
  ]);
  return hparamsRecord('session_end_info', content, time);
}

function hparamsRecord(tag: string, content: Uint8Array, time: EventTime): Uint8Array {
  return pluginRecord(`_hparams_/${tag}`, { plugin: PLUGIN, content: [content] }, time);
}

/** A constant would be a column of equal cells. */
function varying(space: SearchSpace): readonly Exclude<Parameter, { readonly kind: 'constant' }>[] {
  return space.filter((parameter) => parameter.kind !== 'constant');
}

type Varying = ReturnType<typeof varying>[number];

function parameterMessage(parameter: Varying): Message {
  const type = varintField(PARAMETER.type, TYPE[typeOf(parameter)]);
  if (parameter.kind !== 'categorical') {
    const interval = [doubleField(1, parameter.lower), doubleField(2, parameter.upper)];
    return [textField(PARAMETER.name, parameter.name), type, messageField(PARAMETER.interval, interval)];
  }
  const choices = parameter.choices.map((choice) =>
    messageField(1, valueMessage(asTyped(parameter, choice))),
  );
  return [textField(PARAMETER.name, parameter.name), type, messageField(PARAMETER.choices, choices)];
}

/** The plugin has one type a column: choices of several kinds are told as texts. */
function typeOf(parameter: Varying): keyof typeof TYPE {
  if (parameter.kind !== 'categorical') {
    return 'number';
  }
  const kinds = new Set(parameter.choices.map((choice) => typeof choice));
  const [only] = kinds;
  if (kinds.size > 1 || only === 'string') {
    return 'text';
  }
  return only === 'boolean' ? 'truth' : 'number';
}

function asTyped(parameter: Varying, value: ConfigValue): ConfigValue {
  return typeOf(parameter) === 'text' ? String(value) : value;
}

function valueMessage(value: ConfigValue): Message {
  switch (typeof value) {
    case 'number':
      return [doubleField(VALUE.number, value)];
    case 'boolean':
      return [varintField(VALUE.truth, Number(value))];
    default:
      return [textField(VALUE.text, value)];
  }
}
