import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { MarkedOutput } from '#core/pipeline/child/child-output.ts';
import { fc } from '#test/support/fast-check.ts';

const MARKER = '\u001eend\u001e';

describe('output with markers', () => {
  test('gives all bytes but the markers, and sees every marker, however the stream is cut', async () => {
    const part = fc.constantFrom('a', 'bc\n', '\u001e', '\u001een', '\u001eend', 'end\u001e', MARKER);
    await fc.assert(
      fc.asyncProperty(fc.array(part), fc.array(fc.integer({ min: 1, max: 7 })), async (parts, cuts) => {
        const text = parts.join('');
        const stream = new PassThrough();
        let found = '';
        const output = new MarkedOutput(stream, MARKER, (bytes) => {
          found += bytes.toString('latin1');
        });
        let at = 0;
        for (const cut of [...cuts, text.length + 1]) {
          stream.write(Buffer.from(text.slice(at, at + cut)));
          at += cut;
        }
        const pieces = text.split(MARKER);
        await output.reached(pieces.length - 1);
        stream.end();
        await output.reached(Number.POSITIVE_INFINITY);
        expect(found).toBe(pieces.join(''));
      }),
    );
  });
});
