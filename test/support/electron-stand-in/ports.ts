import { EventEmitter } from 'node:events';
import type { MessageChannelMain, MessagePortMain } from 'electron';
import type { ToPage } from './wire-messages.ts';

type SendToPage = (message: ToPage) => void;

let lastId = 0;
const living = new Map<number, StandInPort>();

/** One end of a channel in the main process. Its other end is here too until it is transferred to a page. */
export class StandInPort extends EventEmitter {
  readonly id: number;
  #other: StandInPort | null = null;
  #page: SendToPage | null = null;
  #queue: unknown[] | null = [];

  constructor() {
    super();
    lastId += 1;
    this.id = lastId;
    living.set(this.id, this);
  }

  static pair(): { readonly port1: StandInPort; readonly port2: StandInPort } {
    const [port1, port2] = [new StandInPort(), new StandInPort()];
    port1.#other = port2;
    port2.#other = port1;
    return { port1, port2 };
  }

  /** Moves this end into a page: its other end then speaks with the page. */
  transfer(toPage: SendToPage): number {
    const stays = this.#other;
    if (stays === null) {
      throw new Error('The port was transferred before.');
    }
    living.delete(this.id);
    stays.#other = null;
    stays.#page = toPage;
    return stays.id;
  }

  postMessage(data: unknown): void {
    if (this.#page !== null) {
      this.#page({ kind: 'port-message', port: this.id, data });
    } else {
      this.#other?.receive(data);
    }
  }

  start(): void {
    const queued = this.#queue ?? [];
    this.#queue = null;
    for (const data of queued) {
      this.receive(data);
    }
  }

  close(): void {
    this.#page?.({ kind: 'port-close', port: this.id });
    this.disconnect();
  }

  receive(data: unknown): void {
    if (this.#queue !== null) {
      this.#queue.push(data);
    } else {
      this.emit('message', { data, ports: [] });
    }
  }

  disconnect(): void {
    if (living.delete(this.id)) {
      this.emit('close');
    }
  }
}

export function portById(id: number): StandInPort | undefined {
  return living.get(id);
}

StandInPort satisfies new () => Pick<MessagePortMain, 'on' | 'postMessage' | 'start' | 'close'>;

/** Two connected ports, as in Electron's main process. */
export class StandInChannel {
  readonly port1: StandInPort;
  readonly port2: StandInPort;
  constructor() {
    ({ port1: this.port1, port2: this.port2 } = StandInPort.pair());
  }
}
StandInChannel satisfies new () => {
  readonly [End in keyof MessageChannelMain]: Pick<MessagePortMain, 'start'>;
};
