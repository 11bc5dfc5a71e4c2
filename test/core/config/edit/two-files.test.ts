import { describe, expect, it } from 'vitest';
import { parameterDrafts } from '#core/config/edit/parameters/parameter-draft.ts';
import { editRunTexts, inlineSpace, readRunNode } from '#core/config/edit/two-files.ts';
import { parseRun } from '#core/config/run/parse-run.ts';

const RUN = `evaluate_pipeline: train.py:run  # the function
pipeline_space: space.yaml  # shared by all runs
max_evaluations_total: 10
`;
const BARE = `# what is tuned
lr: {lower: 1.0e-4, upper: 0.1, log: true}  # the step

# the form
act: [relu, gelu]
`;
const WRAPPED = `# for everyone
pipeline_space:
    # the step
    lr: [0.1, 0.2]
    deep:
        lower: 1
        upper: 8
`;

function names(space: string): readonly string[] {
  const drafts = parameterDrafts(readRunNode({ text: RUN, space }));
  return (drafts ?? []).map(({ name }) => name);
}

describe('a run in two files', () => {
  it('has the parameters of the space file, bare or under a key of their own', () => {
    expect(names(BARE)).toEqual(['lr', 'act']);
    expect(names(WRAPPED)).toEqual(['lr', 'deep']);
    expect(names('')).toEqual([]);
  });

  it('is not readable while one of them is not', () => {
    expect(readRunNode({ text: RUN, space: 'lr: [1, 2' })).toBeNull();
    expect(readRunNode({ text: 'a: [', space: BARE })).toBeNull();
  });

  it.each([
    ['bare', BARE, 'lr: {lower: 1.0e-3, upper: 0.1, log: true}  # the step'],
    [
      'under a key',
      BARE.replace(/^/gm, '  ').replace(/^/, 'pipeline_space:\n'),
      '  lr: {lower: 1.0e-3, upper: 0.1, log: true}  # the step',
    ],
  ])('changes a parameter in the space file alone, %s', (_name, space, line) => {
    const edited = editRunTexts({ text: RUN, space }, [
      { kind: 'set', path: ['pipeline_space', 'lr', 'lower'], source: '1.0e-3' },
    ]);
    expect(edited).toMatchObject({ kind: 'edited', texts: { text: RUN } });
    expect(edited.kind === 'edited' && edited.texts.space).toContain(line);
  });

  it('changes a setting in the run alone', () => {
    const edited = editRunTexts({ text: RUN, space: BARE }, [
      { kind: 'set', path: ['max_evaluations_total'], source: '20' },
    ]);
    expect(edited).toEqual({
      kind: 'edited',
      texts: { text: RUN.replace('10', '20'), space: BARE },
    });
  });

  it('is changed in both files at once, or in none', () => {
    const total = { kind: 'set', path: ['max_evaluations_total'], source: '20' } as const;
    const gone = (name: string) => ({ kind: 'remove', path: ['pipeline_space', name] }) as const;
    expect(editRunTexts({ text: RUN, space: BARE }, [total, gone('act')])).toMatchObject({
      kind: 'edited',
      texts: { text: RUN.replace('10', '20'), space: expect.not.stringContaining('act') },
    });
    expect(editRunTexts({ text: RUN, space: BARE }, [total, gone('momentum')]).kind).toBe('refused');
  });

  it('becomes one file with the comments of both', () => {
    expect(inlineSpace({ text: RUN, space: BARE })).toEqual({
      kind: 'edited',
      text: `evaluate_pipeline: train.py:run  # the function
pipeline_space:  # shared by all runs
  # what is tuned
  lr: {lower: 1.0e-4, upper: 0.1, log: true}  # the step

  # the form
  act: [relu, gelu]
max_evaluations_total: 10
`,
    });
    expect(inlineSpace({ text: RUN, space: WRAPPED })).toEqual({
      kind: 'edited',
      text: `evaluate_pipeline: train.py:run  # the function
pipeline_space:  # shared by all runs
  # for everyone
  # the step
  lr: [0.1, 0.2]
  deep:
      lower: 1
      upper: 8
max_evaluations_total: 10
`,
    });
  });

  it('means the same in one file', () => {
    const read = (text: string) => parseRun({ text, file: null, readText: () => WRAPPED }).space;
    const inlined = inlineSpace({ text: RUN, space: WRAPPED });
    expect(inlined.kind === 'edited' && read(inlined.text)).toEqual(read(RUN));
  });

  it('stays in two where the move would change what it says', () => {
    expect(inlineSpace({ text: RUN, space: 'lr: [1, 2' }).kind).toBe('refused');
    expect(inlineSpace({ text: RUN, space: 'pipeline_space: {lr: [0.1, 0.2]}\n' }).kind).toBe('refused');
  });
});
