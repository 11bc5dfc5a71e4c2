import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { documentOf, isUnsaved, stepsOf } from '#renderer/stores/draft/draft.ts';
import { createDraftStore } from '#renderer/stores/draft/draft-store.ts';

/** What a browser keeps for a page. */
function storage(): Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> {
  const kept = new Map<string, string>();
  return {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}

beforeEach(() => void vi.stubGlobal('window', { localStorage: storage() }));
afterEach(() => void vi.unstubAllGlobals());

const SPACE = { path: '/code/space.yaml', written: 'space.yaml', text: 'x: [0, 1]\n' };

describe('the draft of a run', () => {
  it('has steps over both of its files', () => {
    const draft = createDraftStore();
    draft.replace('a: 1\n', { file: '/code/run.yaml' });
    draft.showSpace(SPACE);
    draft.change({ space: 'x: [0, 2]\n' }, null);
    draft.change({ text: 'a: 2\n' }, null);
    draft.undo();
    expect([draft.getState().text, draft.getState().space?.text]).toEqual(['a: 1\n', 'x: [0, 2]\n']);
    draft.undo();
    expect(draft.getState().space?.text).toBe(SPACE.text);
    draft.redo();
    draft.redo();
    expect([draft.getState().text, draft.getState().space?.text]).toEqual(['a: 2\n', 'x: [0, 2]\n']);
  });

  it('takes back a drag as one step, also one that began within the pause that ends what was typed', () => {
    const draft = createDraftStore();
    draft.type('lr: 1\n');
    draft.change({ text: 'lr: 2\n' }, 'lr.prior');
    draft.settleTyping('main');
    draft.change({ text: 'lr: 3\n' }, 'lr.prior');
    draft.undo();
    expect(draft.getState().text).toBe('lr: 1\n');
  });

  it('takes back what was typed before a pause and after it one after the other', () => {
    const draft = createDraftStore();
    draft.type('lr: 1\n');
    draft.settleTyping('main');
    draft.type('lr: 12\n');
    draft.undo();
    expect(draft.getState().text).toBe('lr: 1\n');
  });

  it('is unsaved while one of its files lacks a change', () => {
    const draft = createDraftStore();
    draft.replace('a: 1\n', { file: '/code/run.yaml' });
    draft.showSpace(SPACE);
    expect(isUnsaved(draft.getState())).toBe(false);
    draft.type('x: [0, 3]\n', 'space');
    expect(isUnsaved(draft.getState())).toBe(true);
    expect(documentOf(draft.getState()).unsaved).toEqual({ [SPACE.path]: 'x: [0, 3]\n' });
    draft.saved('space', SPACE.path, 'x: [0, 3]\n');
    expect(isUnsaved(draft.getState())).toBe(false);
  });

  it('keeps unsaved changes of a space file that it does not name for a moment', () => {
    const draft = createDraftStore();
    draft.replace('pipeline_space: space.yaml\n');
    draft.showSpace(SPACE);
    draft.showSpace(null);
    expect(draft.getState().space).toBeNull();
    draft.showSpace(SPACE);
    draft.type('x: [0, 3]\n', 'space');
    draft.showSpace(null);
    expect(draft.getState().space?.text).toBe('x: [0, 3]\n');
  });

  it('takes over what others wrote, and undo brings back what was here', () => {
    const draft = createDraftStore();
    draft.replace('a: 1\n', { file: '/code/run.yaml' });
    expect(draft.fileSays('main', 'a: 2\n')).toBe('taken');
    expect([draft.getState().text, isUnsaved(draft.getState())]).toEqual(['a: 2\n', false]);
    draft.undo();
    expect([draft.getState().text, isUnsaved(draft.getState())]).toEqual(['a: 1\n', true]);
  });

  it.each([
    ['mine', 'a: 3\n', true],
    ['theirs', 'a: 2\n', false],
  ] as const)('asks about the same lines, and keeps %s', (keep, text, unsaved) => {
    const draft = createDraftStore();
    draft.replace('a: 1\n', { file: '/code/run.yaml' });
    draft.type('a: 3\n');
    expect(draft.fileSays('main', 'a: 2\n')).toBe('conflict');
    expect(draft.getState()).toMatchObject({ text: 'a: 3\n', news: { kind: 'conflict', theirs: 'a: 2\n' } });
    draft.settleConflict('main', keep);
    expect(draft.getState()).toMatchObject({ text, original: 'a: 2\n', news: null });
    expect(isUnsaved(draft.getState())).toBe(unsaved);
  });

  it('notices that its file is gone, and that it is there again', () => {
    const draft = createDraftStore();
    draft.replace('a: 1\n', { file: '/code/run.yaml' });
    expect(draft.fileSays('main', null)).toBe('gone');
    expect(draft.getState().news).toEqual({ kind: 'gone' });
    draft.fileSays('main', 'a: 1\n');
    expect(draft.getState().news).toBeNull();
  });

  it('keeps the line breaks of its file when it is typed in', () => {
    const draft = createDraftStore();
    draft.replace('a: 1\r\nb: 2\r\n');
    draft.type('a: 1\nb: 3\n');
    expect(draft.getState().text).toBe('a: 1\r\nb: 3\r\n');
  });

  it('gives way to another document, which a step back from its beginning takes away again', () => {
    const draft = createDraftStore();
    draft.replace('a: 1\n', { file: '/code/run.yaml' });
    draft.change({ text: 'a: 2\n' }, null);
    draft.replace('b: 1\n');
    draft.change({ text: 'b: 2\n' }, null);
    const versions = [draft.getState().version];
    draft.undo();
    expect(draft.getState()).toMatchObject({ text: 'b: 1\n', file: null });
    draft.undo();
    expect(draft.getState()).toMatchObject({ text: 'a: 2\n', original: 'a: 1\n', file: '/code/run.yaml' });
    versions.push(draft.getState().version);
    draft.undo();
    expect(stepsOf(draft.getState())).toEqual({ back: false, on: true });
    draft.redo();
    draft.redo();
    expect(draft.getState()).toMatchObject({ text: 'b: 1\n', file: null });
    versions.push(draft.getState().version);
    draft.redo();
    expect(draft.getState().text).toBe('b: 2\n');
    expect(new Set(versions).size).toBe(3);
  });

  it('knows the run that was started from it, through its own steps and those to another document and back', () => {
    const draft = createDraftStore();
    draft.replace('a: 1\n');
    const started = { key: '0a', root: '/runs/a', at: '2026-01-01T00:00:00Z', text: 'a: 1\n', space: null };
    draft.markStarted(started);
    draft.change({ text: 'a: 2\n' }, null);
    draft.undo();
    expect(draft.getState()).toMatchObject({ text: 'a: 1\n', started });
    draft.replace('');
    expect(draft.getState().started).toBeNull();
    draft.undo();
    expect(draft.getState()).toMatchObject({ text: 'a: 1\n', started });
    expect(createDraftStore().getState().started).toEqual(started);
  });

  it('forgets the document that was taken away once the one before it is changed', () => {
    const draft = createDraftStore();
    draft.replace('a: 1\n');
    draft.replace('b: 1\n');
    draft.undo();
    draft.change({ text: 'a: 2\n' }, null);
    expect(stepsOf(draft.getState())).toEqual({ back: true, on: false });
    expect(createDraftStore().getState()).toMatchObject({ text: 'a: 2\n', before: null, after: null });
  });

  it('is there again after a restart, without its steps', () => {
    const draft = createDraftStore();
    draft.replace('a: 1\n', { folder: '/code', branch: { root: '/runs/first', name: 'first' } });
    draft.type('a: 2\n');
    const again = createDraftStore().getState();
    expect(again).toMatchObject({ text: 'a: 2\n', folder: '/code', branch: { name: 'first' } });
    expect(again.history.past).toEqual([]);
  });
});
