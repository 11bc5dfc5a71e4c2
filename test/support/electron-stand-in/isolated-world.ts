import type { ContextBridge, IpcRenderer, IpcRendererEvent, WebUtils } from 'electron';
import { dispatch, EVENTS, listen, type Mark } from './bridge-events.ts';
import { BINDING, type FromPage, RECEIVER, type ToPage } from './wire-messages.ts';

/** What a sandboxed preload script gets from `require('electron')`, in a world of its own as Electron gives it one. */
type Listener = (event: IpcRendererEvent, ...args: unknown[]) => void;

const world = globalThis as unknown as Record<string, (text: string) => void>;
const listeners = new Map<string, Set<Listener>>();
const functions = new Map<string, (...args: unknown[]) => unknown>();
const replies = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
const ports = new Map<number, MessagePort>();
const exposed = new Map<string, readonly string[]>();
let nextId = 0;

function send(message: FromPage): void {
  world[BINDING]?.(JSON.stringify(message));
}

const ipcRenderer = {
  send: (channel, ...args) => send({ kind: 'send', channel, args }),
  invoke: (channel, ...args) => {
    nextId += 1;
    send({ kind: 'invoke', id: nextId, channel, args });
    return new Promise((resolve, reject) => replies.set(nextId, { resolve, reject }));
  },
  on(channel: string, listener: Listener) {
    listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener));
    return itself();
  },
  removeListener(channel: string, listener: Listener) {
    listeners.get(channel)?.delete(listener);
    return itself();
  },
} satisfies Pick<IpcRenderer, 'send' | 'invoke' | 'on' | 'removeListener'>;

function itself(): IpcRenderer {
  return ipcRenderer as unknown as IpcRenderer;
}

const contextBridge = {
  exposeInMainWorld(name: string, api: Readonly<Record<string, (...args: unknown[]) => unknown>>) {
    for (const [member, implementation] of Object.entries(api)) {
      functions.set(`${name}.${member}`, implementation);
    }
    exposed.set(name, Object.keys(api));
    announce();
  },
} satisfies Pick<ContextBridge, 'exposeInMainWorld'>;

const webUtils = {
  // A page in this Chromium cannot tell where a file lives: the test says it by name.
  getPathForFile: (file) =>
    (globalThis as { standInPaths?: Record<string, string> }).standInPaths?.[file.name] ?? '',
} satisfies Pick<WebUtils, 'getPathForFile'>;

function announce(): void {
  for (const [name, members] of exposed) {
    dispatch(EVENTS.expose, { name, members });
  }
}
listen(EVENTS.mainReady, announce);

window.addEventListener(EVENTS.call, (event) => {
  const transfer = (event as DragEvent).dataTransfer;
  const { target, args } = JSON.parse(transfer?.getData('text/plain') ?? '{}') as {
    target: string;
    args: Mark[];
  };
  const given = args.map((mark) => argumentOf(mark, transfer?.files[0]));
  dispatch(EVENTS.result, resultOf(functions.get(target)?.(...given)));
});

function argumentOf(mark: Mark, file: File | undefined): unknown {
  if (mark.mark === 'function') {
    return (...args: unknown[]) => dispatch(EVENTS.callback, { callback: mark.id, args });
  }
  return mark.mark === 'file' ? file : mark.mark === 'value' ? mark.value : undefined;
}

function resultOf(result: unknown): Mark {
  const id = crypto.randomUUID();
  if (result instanceof Promise) {
    result.then(
      (value: unknown) => dispatch(EVENTS.settled, { promise: id, value, error: null }),
      (error: unknown) => dispatch(EVENTS.settled, { promise: id, value: null, error: String(error) }),
    );
    return { mark: 'promise', id };
  }
  if (typeof result === 'function') {
    functions.set(id, result as (...args: unknown[]) => unknown);
    return { mark: 'function', id };
  }
  return { mark: 'value', value: result };
}

world[RECEIVER] = (text) => {
  const message = JSON.parse(text) as ToPage;
  switch (message.kind) {
    case 'message': {
      const event = { ports: message.ports.map(openPort) } as unknown as IpcRendererEvent;
      for (const listener of listeners.get(message.channel) ?? []) {
        listener(event, ...message.args);
      }
      return;
    }
    case 'reply': {
      const waiter = replies.get(message.id);
      replies.delete(message.id);
      if (message.error === null) {
        waiter?.resolve(message.value);
      } else {
        waiter?.reject(new Error(message.error));
      }
      return;
    }
    case 'port-message':
      ports.get(message.port)?.postMessage(message.data);
      return;
    case 'port-close':
      ports.get(message.port)?.close();
  }
};

/** The page's end of a port whose other end is in the main process. */
function openPort(port: number): MessagePort {
  const { port1, port2 } = new MessageChannel();
  ports.set(port, port2);
  port2.addEventListener('message', ({ data }) => send({ kind: 'port-message', port, data }));
  port2.addEventListener('close', () => send({ kind: 'port-close', port }));
  port2.start();
  return port1;
}

Object.assign(globalThis, {
  standInRequire(name: string) {
    if (name !== 'electron') {
      throw new Error(`A sandboxed preload script cannot require ${name}`);
    }
    return { contextBridge, ipcRenderer, webUtils };
  },
});
