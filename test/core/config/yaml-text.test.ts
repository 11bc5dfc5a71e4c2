import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { fc } from '#test/support/fast-check.ts';
import { errorsOf, marked, parse, runText, spots } from './marked.ts';

describe('what is not YAML is reported where it starts', () => {
  test.each([
    ['a tab as indentation', 'a:\n»\tb: 1', 'yaml-tabs', 'a tab'],
    ['an open bracket', 'a: 1\nb: »[1, 2\nc: 3', 'yaml-syntax', 'Unclosed'],
    ['an open brace', 'a: »{x: 1\nc: 3', 'yaml-syntax', 'Unclosed'],
    ['an open quote', 'a: 1\nb: »"abc\nc: 3\nd: 4', 'yaml-syntax', 'Unclosed'],
    ['an open single quote', "a: 1\nb: »'abc\nc: 3", 'yaml-syntax', 'Unclosed'],
    ['a colon in a plain value', 'a: »b: c', 'yaml-syntax', 'quote'],
    ['a character that starts no value', 'a: »@x', 'yaml-syntax', 'quote it'],
    ['a line without a colon', 'a: 1\n»b 3\nc: 4', 'yaml-syntax', 'without a colon'],
    ['a line that is indented less', 'a:\n  b: 1\n»c d: [\n', 'yaml-syntax', 'Unclosed'],
    ['a second document', 'a: 1\n»---\nb: 2', 'yaml-several-documents', '`---`'],
  ])('%s', (_, source, code, word) => {
    const { text, places } = marked(source);
    const [problem] = parse(text).problems;
    const line = places[0]?.split(':')[0];
    expect([problem?.code, String(problem?.line)]).toEqual([code, line]);
    expect(problem?.message).toContain(word);
  });

  test('nothing else is said of such a text', () => {
    const run = parse('unknown: [1, 2\nb: 3');
    expect(run.problems.map(({ code }) => code)).toEqual(['yaml-syntax']);
    expect(run).toMatchObject({ valid: false, settings: null, space: null, given: [] });
  });

  test('several mistakes are reported together', () => {
    expect(parse('a: @x\nb: `y\nc: %z').problems.map(({ line }) => line)).toEqual([1, 2, 3]);
  });
});

describe('what is YAML but no run', () => {
  test.each([
    ['the empty text', '', 'empty', '1:1'],
    ['blanks', '  \n\n  ', 'empty', '1:1'],
    ['comments', '# nothing\n# here', 'empty', '1:1'],
    ['an empty document', '---\n...\n', 'empty', '1:1'],
    ['a list', '- a\n- b', 'not-a-mapping', '1:1'],
    ['a text', '\nhello there', 'not-a-mapping', '2:1'],
    ['a number', '42', 'not-a-mapping', '1:1'],
  ])('%s', (_, text, code, place) => {
    const run = parse(text);
    expect(spots(run)).toEqual([`${code} ${place}`]);
    expect(run.problems).toHaveLength(1);
  });
});

describe('keys and aliases', () => {
  test.each([
    ['a key that is there twice', 'a: [0, 1]\nb: [0, 1]\n»a: [0, 2]', 'yaml-duplicate-key', 'line 4'],
    ['a key twice inside', 'a: {lower: 1, upper: 2, »lower: 0}', 'yaml-duplicate-key', '`lower`'],
    ['an alias without its anchor', 'a: [0, 1]\nb: »*base', 'yaml-alias', '`&base`'],
    ['an alias inside its own anchor', 'a: &base [0, »*base]', 'yaml-alias', 'its own anchor'],
    [
      'a merge of a list of texts',
      'a: {<<: »[x, y], lower: 1, upper: 2}',
      'yaml-alias',
      'a mapping to merge',
    ],
    ['an unknown tag', 'a: !thing »[0, 1]', 'yaml-tag', '`!thing`'],
    ['a tag that does not fit', 'a: !!int »x', 'yaml-tag', '`!!int`'],
  ])('%s', (_, space, code, word) => {
    const { text, places } = marked(runText(`${space}\nsearched: [0, 1]`));
    const [problem] = errorsOf(parse(text));
    expect(`${problem?.code} ${problem?.line}:${problem?.column}`).toBe(`${code} ${places[0]}`);
    expect(problem?.message).toContain(word);
  });
});

describe('how a text is stored does not matter', () => {
  const text = runText('a: [0, 1]\nb: »[2, 1]');
  const { text: clean, places } = marked(text);

  test.each([
    ['a byte order mark', `\ufeff${clean}`],
    ['lines of Windows', clean.replaceAll('\n', '\r\n')],
    ['no last line break', clean.trimEnd()],
    ['a document start', clean],
  ])('%s', (_, stored) => {
    expect(spots(parse(stored))).toEqual([`bounds-reversed ${places[0]}`]);
  });

  test('the directive %YAML 1.1 does not change what numbers and words mean', () => {
    const run = parse(`%YAML 1.1\n---\n${runText('a: [yes, no, 1e-3]')}`);
    expect(run.space).toMatchObject([{ choices: ['yes', 'no', 0.001] }]);
  });
});

describe('hostile texts end with a message, and soon', () => {
  const laughs = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let level = 1; level < 12; level += 1) {
    laughs.push(
      `a${level}: &a${level} [${Array(10)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
    );
  }

  test.each([
    ['zero bytes', 'a: 1\nb: \0\0', 'yaml-not-text', 2],
    ['a program', '\u007fELF\u0002\u0001\u0001\0', 'yaml-not-text', 1],
    ['aliases of aliases', laughs.join('\n'), 'yaml-too-large', 5],
    ['deep brackets', '['.repeat(100_000), 'yaml-too-large', 1],
    ['deep closed brackets', `a: ${'['.repeat(5000)}${']'.repeat(5000)}`, 'yaml-too-large', 1],
    ['deep dashes', `${'- '.repeat(50_000)}a`, 'yaml-too-large', 1],
    ['deep braces', '{a: '.repeat(20_000), 'yaml-too-large', 1],
    ['nesting that only just parses', `a: ${'['.repeat(200)}${']'.repeat(200)}`, 'yaml-too-large', 1],
    ['closing braces', '}'.repeat(100_000), 'yaml-syntax', 1],
    ['a text of five million characters', 'a'.repeat(5_000_000), 'yaml-too-large', 1],
  ])('%s', (_, text, code, line) => {
    const run = parse(text);
    expect(run.problems.map((problem) => problem.code)).toEqual([code]);
    expect(run.problems[0]?.line).toBe(line);
  });

  test('deep nesting does not abort a process that has parsed nothing before', () => {
    const code = `
      const { parseRun } = await import('#core/config/run/parse-run.ts');
      const { readTypedYaml } = await import('#core/config/values/read-typed-yaml.ts');
      const text = '{'.repeat(20_000);
      const run = parseRun({ text, file: null, readText: () => null });
      console.log(run.problems[0]?.code, readTypedYaml(text).kind);`;
    const flags = ['--import', 'tsx', '--input-type=module', '--eval', code];
    const output = execFileSync(process.execPath, flags, { cwd: import.meta.dirname, encoding: 'utf8' });
    expect(output.trim()).toBe('yaml-too-large unreadable');
  });

  test('characters that could not be decoded are a warning', () => {
    const run = parse(runText('a: [x\ufffd, y]'));
    expect(run.valid).toBe(true);
    expect(spots(run, 'warning')).toEqual(['yaml-not-text 4:8']);
  });

  test('10,000 parameters are read', () => {
    const space = Array.from({ length: 10_000 }, (_, index) => `p${index}: [${index}, ${index + 1}]`);
    const run = parse(runText(space.join('\n')));
    expect(run.valid).toBe(true);
    expect(run.space).toHaveLength(10_000);
  });

  test('10,000 unknown keys are 10,000 findings', () => {
    const keys = Array.from({ length: 10_000 }, (_, index) => `key_${index}: ${index}`);
    const run = parse(runText('x: [0, 1]', keys.join('\n')));
    expect(spots(run)).toHaveLength(10_000);
  });

  test('names of JavaScript objects are names like any other', () => {
    const run = parse(
      runText('constructor: [0, 1]\ntoString: [0, 1]', 'hasOwnProperty: 3\n__proto__: {a: 1}'),
    );
    expect(run.space?.map(({ name }) => name)).toEqual(['constructor', 'toString']);
    expect(spots(run)).toEqual(['unknown-key 6:1', 'unknown-key 7:1']);
  });

  test('no text makes the reader throw', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 8 }),
      fc.constantFrom(
        ...[
          'pipeline_space:',
          'evaluate_pipeline:',
          'incumbent:',
          'optimizer:',
          'lower:',
          'upper:',
          'choices:',
        ],
        ...[
          '\n',
          '\n  ',
          '\n    ',
          ': ',
          '- ',
          '[',
          ']',
          '{',
          '}',
          '&a',
          '*a',
          '<<: *a',
          '!!str ',
          '"',
          "'",
          '|',
          '>',
        ],
        ...['1', '1.0', '1e-3', '.inf', 'null', 'true', '# ', '---\n', ', ', '? '],
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const run = parse(pieces.join(''));
        expect(run.valid).toBe(errorsOf(run).length === 0);
        for (const problem of run.problems) {
          expect(problem.line).toBeGreaterThanOrEqual(1);
          expect(problem.column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('a valid text with one changed character makes no reader throw', () => {
    const text = runText(
      'a: [0.1, 1.0]\nb: {lower: 1, upper: 9, log: true, prior: 3}\nc: [x, y]',
      'seed: 1\n',
    );
    fc.assert(
      fc.property(
        fc.nat(text.length - 1),
        fc.string({ unit: 'binary', minLength: 0, maxLength: 2 }),
        (at, other) => {
          const run = parse(text.slice(0, at) + other + text.slice(at + 1));
          expect(run.valid).toBe(errorsOf(run).length === 0);
        },
      ),
      { numRuns: 500 },
    );
  });
});
