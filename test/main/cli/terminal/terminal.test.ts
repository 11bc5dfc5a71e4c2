import { createColors } from 'picocolors';
import { describe, expect, it } from 'vitest';
import { shownText } from '#main/cli/terminal/terminal.ts';
import { builtCommand, command } from '#test/support/command-line.ts';
import { searchesOfThisFile } from '#test/support/searches.ts';

const EVIL = 'a\u001b]0;title\u0007b\u009b2Jc\rd\u007fe\u001b[31mf\u001b[8mg';
const colors = createColors(true);

describe('a text on a terminal', () => {
  it('steers nothing: what would is spelled out', () => {
    expect(shownText(EVIL, false)).toBe(
      'a\\u001b]0;title\\u0007b\\u009b2Jc\\u000dd\\u007fe\\u001b[31mf\\u001b[8mg',
    );
    expect(shownText(EVIL, true)).toContain('\\u001b[8m');
  });

  it('keeps its lines, tabs and whatever else can be read', () => {
    const text = 'one\n\ttwo\r\nβ – 🙂 \\u001b';
    expect(shownText(text, false)).toBe(text);
  });

  it('keeps the colours of this program where there are some, one within another too', () => {
    const text = `${colors.red('error:')} ${colors.bold(`a ${colors.dim('b')} c`)} ${colors.green(colors.yellow('d'))}`;
    expect(shownText(text, true)).toBe(text);
    expect(shownText(text, false)).not.toContain('\u001b');
  });

  it('is the same document where it is JSON', () => {
    const value = { message: EVIL, [`\\${EVIL}`]: ['\u0085', '\\\u007f'] };
    for (const json of [JSON.stringify(value), JSON.stringify(value, null, 2)]) {
      expect(JSON.parse(shownText(json, false))).toEqual(value);
      expect(shownText(json, true)).not.toMatch(/[^\P{Cc}\n]/u);
    }
  });
});

const search = searchesOfThisFile();

describe('what a worker says on a terminal', () => {
  it('steers nothing, whatever the pipeline of the run raised', async () => {
    const { yaml, root } = search(
      { ignore_errors: true, max_evaluations_per_run: 1 },
      { 'objective.mjs': "export function objective() { throw new Error('a\\u001b]0;title\\u0007b'); }\n" },
    );
    await command(['run', yaml]);
    const { stderr } = await builtCommand(['worker', root, '--log-level', 'info']);
    expect(stderr).toContain('Error: a\\u001b]0;title\\u0007b');
    expect(stderr).not.toMatch(/[^\P{Cc}\n]/u);
  });
});
