import { frameRecord } from '#core/readers/event-files/record-frames.ts';
import {
  bytesField,
  doubleField,
  floatField,
  joined,
  type Message,
  messageField,
  textField,
  varintField,
} from '#core/readers/event-files/wire-format.ts';

/** A moment of an event: its step on the horizontal axis, and when it was, in seconds since 1970. */
export type EventTime = { readonly step: number; readonly wallTime: number };

const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5 } as const;
const VALUE = { tag: 1, simple: 2, metadata: 9 } as const;
const PLUGIN = { name: 1, content: 2 } as const;

/** The first record of every event file. */
export function versionRecord(wallTime: number): Uint8Array {
  return frameRecord(
    joined([doubleField(EVENT.wallTime, wallTime), textField(EVENT.fileVersion, 'brain.Event:2')]),
  );
}

/** One number under a name; TensorBoard keeps 32 bits of it. */
export function scalarRecord(tag: string, value: number, time: EventTime): Uint8Array {
  return summaryRecord([textField(VALUE.tag, tag), floatField(VALUE.simple, value)], time);
}

/** What a plugin of TensorBoard reads: a message in its own format. */
export function pluginRecord(
  tag: string,
  { plugin, content }: { readonly plugin: string; readonly content: Message },
  time: EventTime,
): Uint8Array {
  const data = [textField(PLUGIN.name, plugin), bytesField(PLUGIN.content, joined(content))];
  return summaryRecord(
    [textField(VALUE.tag, tag), messageField(VALUE.metadata, [messageField(1, data)])],
    time,
  );
}

function summaryRecord(value: Message, { step, wallTime }: EventTime): Uint8Array {
  return frameRecord(
    joined([
      doubleField(EVENT.wallTime, wallTime),
      varintField(EVENT.step, step),
      messageField(EVENT.summary, [messageField(1, value)]),
    ]),
  );
}
