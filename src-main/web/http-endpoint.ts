import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerPageRequest, type PageAnswer, textAnswer } from '#main/page/page-answer.ts';
import { type Access, requestTarget } from './access.ts';
import { isOwnHost } from './host-check.ts';

export type HttpEndpoint = {
  readonly access: Access;
  readonly listeningOn: string;
  readonly pageDirectory: string;
};

/** Answers one HTTP request: checks first, then the page's files. Nothing but GET and HEAD, no bodies. */
export async function answerHttp(
  endpoint: HttpEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const answer = await decide(endpoint, request);
  // A body that nobody reads must not linger on a kept connection.
  const bodiless = request.headers['content-length'] === undefined && !request.headers['transfer-encoding'];
  response.writeHead(answer.status, { ...answer.headers, ...(bodiless ? {} : { connection: 'close' }) });
  response.end(request.method === 'HEAD' ? undefined : answer.body);
}

async function decide(endpoint: HttpEndpoint, request: IncomingMessage): Promise<PageAnswer> {
  const { access, listeningOn, pageDirectory } = endpoint;
  if (!isOwnHost(request, listeningOn)) {
    return textAnswer(
      403,
      'Incumbent does not answer under this host name. Open the address that it printed.',
    );
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    const refused = textAnswer(405, 'Only GET and HEAD are possible here.');
    return { ...refused, headers: { ...refused.headers, allow: 'GET, HEAD' } };
  }
  const { path, query } = requestTarget(request);
  if (access.queryAllows(request)) {
    const redirect = textAnswer(303, 'Welcome.');
    return { ...redirect, headers: { ...redirect.headers, location: '/', 'set-cookie': access.cookie } };
  }
  if (!access.cookieAllows(request)) {
    return lockedPage(query.has('token'));
  }
  if (path === '/socket') {
    const refused = textAnswer(426, 'This is the address of the WebSocket.');
    return { ...refused, headers: { ...refused.headers, upgrade: 'websocket' } };
  }
  // Not every browser counts ws: of the same host as 'self'.
  const connect = `'self' ws://${request.headers.host}`;
  return answerPageRequest({ directory: pageDirectory, pathname: path, connect });
}

/** What a browser without the token sees: how to get in, and nothing about what is here. */
function lockedPage(gaveToken: boolean): PageAnswer {
  const found = gaveToken
    ? 'The token in this address is not the one of the host that is running now.'
    : 'This address lacks the token that the host gave out.';
  return {
    ...textAnswer(401, ''),
    headers: { ...textAnswer(401, '').headers, 'content-type': 'text/html; charset=utf-8' },
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Incumbent: locked</title></head>
<body>
<h1>Incumbent is running here, but this browser may not use it yet</h1>
<p>${found}</p>
<p>When Incumbent starts it prints one line, <code>Incumbent is at http://…/?token=…</code>, in the terminal that
started it. Open that whole address, with everything after the question mark. It lets this browser in until it is
closed.</p>
<p>The line is gone? Stop Incumbent in its terminal with Ctrl-C and start it again with <code>incumbent serve</code>;
runs that are in progress go on meanwhile.</p>
</body>
</html>
`,
  };
}
