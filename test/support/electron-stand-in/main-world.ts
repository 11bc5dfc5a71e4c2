import { dispatch, EVENTS, listen, type Mark } from './bridge-events.ts';

/** The page's half of contextBridge: stands where Electron puts the exposed object, and passes calls on. */
const callbacks = new Map<string, (...args: unknown[]) => void>();
const waiting = new Map<string, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();

function call(target: string, args: readonly unknown[]): unknown {
  const transfer = new DataTransfer();
  const marks = args.map((argument): Mark => {
    if (argument instanceof File) {
      transfer.items.add(argument);
      return { mark: 'file' };
    }
    if (typeof argument === 'function') {
      const id = crypto.randomUUID();
      callbacks.set(id, argument as (...args: unknown[]) => void);
      return { mark: 'function', id };
    }
    return { mark: 'value', value: argument };
  });
  let result: Mark = { mark: 'value', value: undefined };
  const stop = listen(EVENTS.result, (given: Mark) => {
    result = given;
  });
  // A DragEvent is an event that can carry files across worlds; its JSON rides as the transfer's text.
  transfer.setData('text/plain', JSON.stringify({ target, args: marks }));
  window.dispatchEvent(new DragEvent(EVENTS.call, { dataTransfer: transfer }));
  stop();
  return unmark(result);
}

function unmark(mark: Mark): unknown {
  if (mark.mark === 'promise') {
    return new Promise((resolve, reject) => waiting.set(mark.id, { resolve, reject }));
  }
  if (mark.mark === 'function') {
    return (...args: unknown[]) => call(mark.id, args);
  }
  return mark.mark === 'value' ? mark.value : undefined;
}

listen(EVENTS.expose, ({ name, members }: { name: string; members: readonly string[] }) => {
  if (name in window) {
    return;
  }
  const exposed = Object.fromEntries(
    members.map((member) => [member, (...args: unknown[]) => call(`${name}.${member}`, args)]),
  );
  Object.defineProperty(window, name, { value: Object.freeze(exposed), enumerable: true });
});
listen(EVENTS.settled, (settled: { promise: string; value: unknown; error: string | null }) => {
  const waiter = waiting.get(settled.promise);
  waiting.delete(settled.promise);
  if (settled.error === null) {
    waiter?.resolve(settled.value);
  } else {
    waiter?.reject(new Error(settled.error));
  }
});
listen(EVENTS.callback, ({ callback, args }: { callback: string; args: readonly unknown[] }) => {
  callbacks.get(callback)?.(...args);
});
dispatch(EVENTS.mainReady, null);
