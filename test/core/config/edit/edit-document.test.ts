import { describe, expect, it } from 'vitest';
import type { DocumentEdit } from '#core/config/edit/document-edit.ts';
import { editDocument } from '#core/config/edit/edit-document.ts';
import { fc } from '#test/support/fast-check.ts';

const RUN = `# A first run.
evaluate_pipeline: train.py:run   # the function

pipeline_space:
  # how fast
  lr: {lower: 1e-5, upper: 1e-1, log: true}  # usual range
  width:
    lower: 16
    upper: 256

  # what between the layers
  act: [relu, tanh]   # two
  "odd: name": 3

# how much
max_evaluations_total: 20
optimizer:
  name: asha
  eta: 3
`;

/** The lines that went and came, in order, such as `- a: 1` and `+ a: 2`. */
function difference(before: string, after: string): readonly string[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let [head, tail] = [0, 0];
  while (head < Math.min(old.length, now.length) && old[head] === now[head]) {
    head += 1;
  }
  while (tail < Math.min(old.length, now.length) - head && old.at(-1 - tail) === now.at(-1 - tail)) {
    tail += 1;
  }
  const lines = (all: readonly string[], sign: string) =>
    all.slice(head, all.length - tail).map((line) => `${sign} ${line}`);
  return [...lines(old, '-'), ...lines(now, '+')];
}

function changed(edit: DocumentEdit, text = RUN): readonly string[] {
  const edited = editDocument(text, edit);
  return edited.kind === 'edited' ? difference(text, edited.text) : [edited.reason];
}

describe('an edit of a document', () => {
  describe('gives a key another value', () => {
    it.each<[string, readonly string[], string, readonly string[]]>([
      [
        'and keeps the comment behind it',
        ['evaluate_pipeline'],
        'other.py:run',
        [
          '- evaluate_pipeline: train.py:run   # the function',
          '+ evaluate_pipeline: other.py:run   # the function',
        ],
      ],
      [
        'in braces',
        ['pipeline_space', 'lr', 'upper'],
        '0.5',
        [
          '-   lr: {lower: 1e-5, upper: 1e-1, log: true}  # usual range',
          '+   lr: {lower: 1e-5, upper: 0.5, log: true}  # usual range',
        ],
      ],
      [
        'in a line of its own',
        ['pipeline_space', 'width', 'lower'],
        '8',
        ['-     lower: 16', '+     lower: 8'],
      ],
      [
        'that took several lines',
        ['pipeline_space', 'width'],
        '[1, 9]',
        ['-   width:', '-     lower: 16', '-     upper: 256', '+   width: [1, 9]'],
      ],
      [
        'as it was typed',
        ['max_evaluations_total'],
        '1_0',
        ['- max_evaluations_total: 20', '+ max_evaluations_total: 1_0'],
      ],
    ])('%s', (_, path, source, lines) => {
      expect(changed({ kind: 'set', path, source })).toEqual(lines);
    });
  });

  describe('makes a key that is missing', () => {
    it.each<[string, readonly string[], string, readonly string[]]>([
      ['last in the text', ['seed'], '1', ['+ seed: 1']],
      ['last among its lines', ['optimizer', 'sampler'], 'uniform', ['+   sampler: uniform']],
      [
        'last in braces',
        ['pipeline_space', 'lr', 'prior'],
        '1e-3',
        [
          '-   lr: {lower: 1e-5, upper: 1e-1, log: true}  # usual range',
          '+   lr: {lower: 1e-5, upper: 1e-1, log: true, prior: 1e-3}  # usual range',
        ],
      ],
      ['with the mapping around it', ['incumbent', 'lease'], '1 min', ['+ incumbent: {lease: 1 min}']],
    ])('%s', (_, path, source, lines) => {
      expect(changed({ kind: 'set', path, source })).toEqual(lines);
    });

    it('below a key that has nothing behind it, or an empty mapping', () => {
      const edit = { kind: 'set', path: ['pipeline_space', 'lr'], source: '[0, 1]' } as const;
      expect(changed(edit, 'pipeline_space:   # to do\nseed: 1\n')).toEqual(['+   lr: [0, 1]']);
      expect(changed(edit, 'pipeline_space: {}\nseed: 1\n')).toEqual([
        '- pipeline_space: {}',
        '+ pipeline_space:',
        '+   lr: [0, 1]',
      ]);
    });

    it('in an empty text, in one of comments only and behind one without a last line break', () => {
      const edit = { kind: 'set', path: ['seed'], source: '1' } as const;
      expect(editDocument('', edit)).toEqual({ kind: 'edited', text: 'seed: 1\n' });
      expect(editDocument('# later\n', edit)).toEqual({ kind: 'edited', text: '# later\nseed: 1\n' });
      expect(editDocument('a: 2', edit)).toEqual({ kind: 'edited', text: 'a: 2\nseed: 1\n' });
    });

    it('behind another one', () => {
      const edit = {
        kind: 'insert',
        path: ['pipeline_space', 'depth'],
        source: '[1, 4]',
        after: 'lr',
      } as const;
      expect(changed(edit)).toEqual(['+   depth: [1, 4]']);
      expect(changed({ ...edit, path: ['pipeline_space', 'act'] })).toEqual([
        'This can only be changed in the YAML: there is another `act`.',
      ]);
    });
  });

  describe('takes a key out', () => {
    it('with the comments above it and behind it', () => {
      expect(changed({ kind: 'remove', path: ['pipeline_space', 'lr'] })).toEqual([
        '-   # how fast',
        '-   lr: {lower: 1e-5, upper: 1e-1, log: true}  # usual range',
      ]);
    });

    it('but not the comment at the beginning of the text', () => {
      expect(changed({ kind: 'remove', path: ['evaluate_pipeline'] })).toEqual([
        '- evaluate_pipeline: train.py:run   # the function',
      ]);
    });

    it('and leaves an empty mapping behind the last one', () => {
      expect(editDocument('a:\n  b: 1\nc: 2\n', { kind: 'remove', path: ['a', 'b'] })).toEqual({
        kind: 'edited',
        text: 'a: {}\nc: 2\n',
      });
    });

    it.each([
      ['lower', '{upper: 1e-1, log: true}'],
      ['upper', '{lower: 1e-5, log: true}'],
      ['log', '{lower: 1e-5, upper: 1e-1}'],
    ])('of braces: %s', (key, left) => {
      const [, after] = changed({ kind: 'remove', path: ['pipeline_space', 'lr', key] });
      expect(after).toBe(`+   lr: ${left}  # usual range`);
    });
  });

  it('renames a key and quotes what needs it', () => {
    expect(changed({ kind: 'rename', path: ['pipeline_space', 'act'], name: 'yes' })).toEqual([
      '-   act: [relu, tanh]   # two',
      '+   "yes": [relu, tanh]   # two',
    ]);
    expect(changed({ kind: 'rename', path: ['pipeline_space', 'odd: name'], name: 'even' })).toEqual([
      '-   "odd: name": 3',
      '+   even: 3',
    ]);
  });

  it('refuses to give two keys one name', () => {
    expect(changed({ kind: 'rename', path: ['pipeline_space', 'act'], name: 'lr' })).toEqual([
      'This can only be changed in the YAML: there is another `lr`.',
    ]);
  });

  it('writes a value once more under another name, in all its lines', () => {
    expect(changed({ kind: 'duplicate', path: ['pipeline_space', 'width'], name: 'width_2' })).toEqual([
      '+   width_2:',
      '+     lower: 16',
      '+     upper: 256',
    ]);
  });

  it('moves a key with its comments and lines', () => {
    const up = editDocument(RUN, { kind: 'move', path: ['pipeline_space', 'act'], before: 'lr' });
    expect(up).toMatchObject({ kind: 'edited' });
    expect(up.kind === 'edited' && up.text).toContain(
      'pipeline_space:\n  # what between the layers\n  act: [relu, tanh]   # two\n  # how fast\n  lr: {',
    );
    const last = editDocument(RUN, { kind: 'move', path: ['pipeline_space', 'lr'], before: null });
    expect(last.kind === 'edited' && last.text).toContain(
      '  "odd: name": 3\n  # how fast\n  lr: {lower: 1e-5, upper: 1e-1, log: true}  # usual range\n',
    );
    const flow = editDocument('a: {x: 1,  y: 2, z: 3}\n', { kind: 'move', path: ['a', 'z'], before: 'x' });
    expect(flow).toEqual({ kind: 'edited', text: 'a: {z: 3,  x: 1, y: 2}\n' });
  });

  describe('refuses', () => {
    it.each<[string, string, DocumentEdit, string]>([
      [
        'where the value refers to another place',
        'a: &x {l: 1}\nb: *x\n',
        { kind: 'set', path: ['b', 'l'], source: '2' },
        'the value of `b` refers to another place',
      ],
      [
        'where other places refer to what would change',
        'a: &x {l: 1}\nb: *x\n',
        { kind: 'set', path: ['a', 'l'], source: '2' },
        'other places of the text depend on it',
      ],
      [
        'a text that can’t be read',
        'a: [1\nb: 2\n',
        { kind: 'set', path: ['b'], source: '3' },
        'the text can’t be read as one YAML document',
      ],
      [
        'a value that can’t be read',
        'a: 1\n',
        { kind: 'set', path: ['a'], source: '[1' },
        'the text would not be readable any more',
      ],
      [
        'a value that would be more than one',
        'a: {x: 1, y: 2}\n',
        { kind: 'set', path: ['a', 'x'], source: '1, z: 3' },
        'other places of the text depend on it',
      ],
      [
        'to look for keys in a list',
        'a: [1, 2]\n',
        { kind: 'set', path: ['a', 'lower'], source: '1' },
        'the value of `a` is not a mapping',
      ],
      ['a key that is missing', 'a: 1\n', { kind: 'remove', path: ['b'] }, 'there is no `b`'],
    ])('%s', (_, text, edit, reason) => {
      expect(editDocument(text, edit)).toEqual({
        kind: 'refused',
        reason: `This can only be changed in the YAML: ${reason}.`,
      });
    });
  });

  it('keeps anchors, merge keys and tags elsewhere as they are', () => {
    const text = 'base: &b {log: true}\nx:\n  <<: *b\n  lower: !!float 1\nn: 1\n';
    expect(changed({ kind: 'set', path: ['n'], source: '2' }, text)).toEqual(['- n: 1', '+ n: 2']);
    expect(changed({ kind: 'set', path: ['x', 'log'], source: 'false' }, text)).toEqual(['+   log: false']);
    expect(changed({ kind: 'set', path: ['x', 'lower'], source: '2.0' }, text)).toEqual([
      '-   lower: !!float 1',
      '+   lower: 2.0',
    ]);
  });

  describe('whatever the document, how it is written and the edit', () => {
    const comment = fc.constantFrom('', '', '# note\n', '\n', '\n# two\n# lines\n');
    const behind = fc.constantFrom('', '', '  # why');
    const value = fc.constantFrom(
      '1',
      '1e-3',
      '"a: b"',
      '[1, 2]',
      '{lower: 0, upper: 1}',
      'text with words',
      "'#'",
    );
    const names = ['a', 'b', 'c', 'd'] as const;
    const inner = fc.array(fc.record({ comment, behind, value }), { minLength: 1, maxLength: 3 });
    const entry = fc.record({ comment, behind, value: fc.oneof(value, inner) });
    const document = fc.array(entry, { minLength: 1, maxLength: 4 }).map((entries) =>
      entries
        .map(({ comment: above, behind: after, value: of }, index) => {
          const key = names[index];
          if (typeof of === 'string') {
            return `${above}${key}: ${of}${after}\n`;
          }
          const lines = of.map((item, place) => {
            const indented = item.comment.replaceAll('#', '  #');
            return `${indented}  ${names[place]}: ${item.value}${item.behind}\n`;
          });
          return `${above}${key}:${after}\n${lines.join('')}`;
        })
        .join(''),
    );
    const path = fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 2 });
    const edit: fc.Arbitrary<DocumentEdit> = fc.oneof(
      fc.record({ kind: fc.constant('set' as const), path, source: value }),
      fc.record({
        kind: fc.constant('insert' as const),
        path,
        source: value,
        after: fc.constantFrom(...names),
      }),
      fc.record({ kind: fc.constant('remove' as const), path }),
      fc.record({ kind: fc.constant('rename' as const), path, name: fc.constantFrom('new', 'no', ...names) }),
      fc.record({ kind: fc.constant('move' as const), path, before: fc.constantFrom(null, ...names) }),
      fc.record({ kind: fc.constant('duplicate' as const), path, name: fc.constantFrom('new', 'no') }),
    );
    const REASONS = /there is (?:no|another) `|is not a mapping/;

    it('makes it, or says that the key is not there', () => {
      fc.assert(
        fc.property(document, edit, (text, wish) => {
          const edited = editDocument(text, wish);
          if (edited.kind === 'refused') {
            expect(edited.reason).toMatch(REASONS);
          }
        }),
        { numRuns: 3000 },
      );
    });

    it('changes no other line', () => {
      fc.assert(
        fc.property(document, edit, (text, wish) => {
          const edited = editDocument(text, wish);
          const kept = wish.kind === 'insert' || wish.kind === 'duplicate' || wish.kind === 'move';
          if (edited.kind === 'edited' && kept) {
            const left = edited.text.split('\n');
            const lost = text.split('\n').filter((line) => !left.includes(line));
            expect(lost.length).toBeLessThanOrEqual(1);
          }
        }),
        { numRuns: 1000 },
      );
    });
  });
});
