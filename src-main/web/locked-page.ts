import { type PageAnswer, textAnswer } from '#main/page/page-answer.ts';

/** What a browser without the token sees: how to get in, and nothing about what is here. */
export function lockedPage(gaveToken: boolean): PageAnswer {
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
