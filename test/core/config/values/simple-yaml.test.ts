import { describe, expect, test } from 'vitest';
import { parseTypedYaml, readTypedYaml } from '#core/config/values/read-typed-yaml.ts';
import { readSimpleYaml } from '#core/config/values/simple-yaml.ts';
import { float } from '#core/config/values/typed-value.ts';
import { writeYaml } from '#core/config/values/typed-yaml.ts';
import { fc } from '#test/support/fast-check.ts';
import { asPython, TRICKY_NUMBERS, TRICKY_TEXTS, typedValue } from '../typed-values.ts';

/** What is read without the parser is what the parser reads. Answers whether it was. */
function judge(text: string): boolean {
  const simple = readSimpleYaml(text);
  if (simple === null) {
    return false;
  }
  const judged = parseTypedYaml(text);
  expect(judged.kind === 'value' ? asPython(judged.value) : judged, JSON.stringify(text)).toEqual(
    asPython(simple),
  );
  return true;
}

describe('a mapping of simple lines', () => {
  test('is read with the kinds of its values', () => {
    const text =
      'rate: 1.0e-05\nepochs: 27\nname: "a: b"\nlist: [1, 2.0, adam]\nempty: null\nextra:\n  deep: true\n';
    expect(readSimpleYaml(text)).toEqual({
      rate: float(1e-5),
      epochs: 27,
      name: 'a: b',
      list: [1, float(2), 'adam'],
      empty: null,
      extra: { deep: true },
    });
  });

  test('may hold a text of several lines', () => {
    const value = { err: 'no', tb: 'Traceback:\n  File "a.py"\n\nValueError: no\n', type: 'ValueError' };
    expect(readSimpleYaml(writeYaml(value))).toEqual(value);
  });

  test('is what the library writes', () => {
    const text =
      "state: success\ntime_end: 1769860805.25\nerr: null\nworker_id: 4211-host:8080\nnote: 'yes'\n";
    expect(readSimpleYaml(text)).toEqual({
      state: 'success',
      time_end: float(1769860805.25),
      err: null,
      worker_id: '4211-host:8080',
      note: 'yes',
    });
  });
});

test.each([
  ['a torn line', 'a: 1\nb: 2'],
  ['a value on the next line', 'a: b\n  c\n'],
  ['a comment', 'a: 1 # one\n'],
  ['an anchor', 'a: &b 1\nc: *b\n'],
  ['a tag', 'a: !!str 1\n'],
  ['two documents', 'a: 1\n---\nb: 2\n'],
  ['a list of lists', 'a:\n- - 1\n'],
  ['a list of mappings', 'a:\n- b: 1\n'],
  ['an item that goes on', 'a:\n- b\n  c\n'],
  ['an item without a value', 'a:\n- 1\n-\n'],
  ['a folded text', 'a: >\n  b\n'],
  ['an empty line', 'a: b\n\nc: d\n'],
  ['a line end of Windows', 'a: b\r\n'],
  ['no value', 'a:\nb: 1\n'],
  ['a key twice as wide as it may be', `${'k'.repeat(2000)}: 1\n`],
  ['the name of what all objects have', '__proto__: 1\n'],
  ['nothing', ''],
])('%s is left to the parser', (_, text) => {
  expect(readSimpleYaml(text)).toBeNull();
});

test('a list may stand below its key, a dash a line, as the library writes its learning curves', () => {
  const text = 'extra:\n  tags:\n  - a\n  - .nan\n  deep: 1\nlearning_curve:\n- 1.5\n- 2\nloss: 2.0\n';
  expect(readSimpleYaml(text)).toEqual({
    extra: { tags: ['a', float(Number.NaN)], deep: 1 },
    learning_curve: [float(1.5), 2],
    loss: float(2),
  });
});

describe('the parser agrees', () => {
  test('on every text and number that is hard to write', () => {
    const values = [...TRICKY_TEXTS, ...TRICKY_NUMBERS];
    const texts = values.flatMap((value) => [
      writeYaml({ k: value, next: 1 }),
      writeYaml({ k: { [String(value)]: [value] } }),
      `k: ${value}\n`,
      `k: [${value}, 1]\n`,
      `k:\n- ${value}\n- 1\nl:\n  - ${value}\n`,
      `${value}: 1\n`,
    ]);
    expect(texts.filter(judge).length).toBeGreaterThan(texts.length / 4);
  });

  test('on whatever we write', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z_]{1,6}$/), typedValue), (value) => {
        const text = writeYaml(value);
        judge(text);
        expect(readTypedYaml(text)).toMatchObject({ kind: 'value' });
      }),
    );
  });

  test('on lines put together of all that means something in YAML', () => {
    const piece = fc.constantFrom(
      ...[
        'a',
        'b: ',
        'k:',
        ': ',
        ':',
        ' ',
        '  ',
        '\n',
        '\n  ',
        '|',
        '|-\n',
        '-',
        '- ',
        '[',
        ']',
        ', ',
        ',',
        '{}',
        '?',
      ],
      ...[
        '"',
        "'",
        '#',
        ' #',
        '&',
        '*',
        '!',
        '%',
        '@',
        '`',
        '~',
        '\\',
        '\\n',
        '\t',
        '.',
        '...',
        '---',
        '<<',
        '=',
        '(',
      ],
      ...[
        '1',
        '0x1',
        '1e3',
        '1:30',
        'null',
        'yes',
        '.nan',
        '-.inf',
        'é',
        '\u2028',
        '\r',
        '\u0007',
        '\ud83d\ude00',
      ],
    );
    const line = fc.tuple(
      fc.constantFrom('k: ', 'l:\n  m: ', 'k: |-\n  ', ''),
      fc.array(piece, { maxLength: 6 }),
    );
    const text = fc
      .array(line, { maxLength: 4 })
      .map((all) => all.map(([key, rest]) => `${key}${rest.join('')}\n`).join(''));
    fc.assert(
      fc.property(text, (drawn) => {
        judge(drawn);
      }),
      { numRuns: 5000 },
    );
  });
});
