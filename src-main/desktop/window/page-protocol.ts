import { protocol } from 'electron';
import { answerPageRequest, type PageAnswer, textAnswer } from '#main/page/page-answer.ts';

const SCHEME = 'app';
const HOST = 'incumbent';

/** Address of the page in the desktop window; places in it follow behind the `#`. */
export const PAGE_URL = `${SCHEME}://${HOST}/`;

/** True for addresses of our own page, whatever place in it. */
export function isPageUrl(address: string): boolean {
  try {
    const { protocol: scheme, host } = new URL(address);
    return scheme === `${SCHEME}:` && host === HOST;
  } catch {
    return false;
  }
}

/** Gives the page an origin of its own, as secure as https. Only possible before the app is ready. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page under {@link PAGE_URL}, with the policy of the browser host but for connections: it needs none. */
export function servePage(directory: string): void {
  protocol.handle(SCHEME, async (request) => {
    const answer = await answerRequest(request, directory);
    return new Response(new Uint8Array(Buffer.from(answer.body)), {
      status: answer.status,
      headers: answer.headers,
    });
  });
}

async function answerRequest(request: Request, directory: string): Promise<PageAnswer> {
  if (!isPageUrl(request.url) || request.method !== 'GET') {
    return textAnswer(404, 'There is only the page here.');
  }
  return answerPageRequest({ directory, pathname: new URL(request.url).pathname, connect: `'none'` });
}
