import { readFileSync } from 'node:fs';
import type { CDPSession, Page } from 'playwright-core';
import { BINDING, type FromPage, RECEIVER, type ToPage, WORLD } from './wire-messages.ts';

const here = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8');

/** The preload script's world in one page: a true isolated world of Chromium, with a line to this process. */
export type PageLink = {
  readonly send: (message: ToPage) => void;
  /** Runs an expression in the isolated world. */
  readonly evaluate: (expression: string) => Promise<unknown>;
};

/**
 * Installs the preload script for every document that the page will load.
 *
 * @param hear messages of the script; @param left called when its document is gone (reload, navigation, close).
 */
export async function linkPage(
  page: Page,
  preloadFile: string,
  events: { readonly hear: (message: FromPage) => void; readonly left: () => void },
): Promise<PageLink> {
  const session = await page.context().newCDPSession(page);
  let world = nextWorld(session);
  session.on('Runtime.executionContextsCleared', () => {
    world = nextWorld(session);
    events.left();
  });
  page.on('close', events.left);
  session.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name === BINDING) {
      events.hear(JSON.parse(payload) as FromPage);
    }
  });
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: BINDING, executionContextName: WORLD });
  await session.send('Page.enable');
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: onlyOnTop(here('./main-world.js')) });
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    source: onlyOnTop(`${here('./isolated-world.js')}
      (function (require) { ${readFileSync(preloadFile, 'utf8')}
      })(standInRequire);`),
    worldName: WORLD,
  });
  const evaluate = async (expression: string): Promise<unknown> => {
    const { result } = await session.send('Runtime.evaluate', {
      expression,
      contextId: await world,
      returnByValue: true,
    });
    return result.value;
  };
  return {
    evaluate,
    send(message) {
      // A page that went away meanwhile hears nothing, as in Electron.
      evaluate(`${RECEIVER}(${JSON.stringify(JSON.stringify(message))})`).catch(() => {});
    },
  };
}

/** Preload scripts run in frames inside a page only where the app asks for it. */
function onlyOnTop(source: string): string {
  return `if (window === window.top) { ${source}\n }`;
}

/** The id of the isolated world of the page's next document. */
function nextWorld(session: CDPSession): Promise<number> {
  return new Promise((resolve) => {
    const created = ({ context }: { context: { name: string; id: number } }) => {
      if (context.name === WORLD) {
        session.off('Runtime.executionContextCreated', created);
        resolve(context.id);
      }
    };
    session.on('Runtime.executionContextCreated', created);
  });
}
