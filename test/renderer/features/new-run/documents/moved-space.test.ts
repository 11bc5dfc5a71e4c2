import { describe, expect, it } from 'vitest';
import { movedSpace } from '#renderer/features/new-run/documents/moved-space.ts';

function draft(written: string) {
  const space = { path: '/runs/space.yaml', written, text: 'x: [0, 1]\n', original: '', news: null };
  return { text: `pipeline_space: ${written}  # shared\nseed: 1\n`, space };
}

describe('a space file whose run is saved in another folder', () => {
  it('can be written beside it, or is named from there', () => {
    expect(movedSpace(draft('space.yaml'), '/runs', '/other/run.yaml')).toEqual({
      beside: '/other/space.yaml',
      file: '/runs/space.yaml',
      text: 'pipeline_space: /runs/space.yaml  # shared\nseed: 1\n',
    });
  });

  it('is named by a relative path from a folder above it', () => {
    expect(movedSpace(draft('space.yaml'), '/runs', '/run.yaml')?.text).toContain(
      'pipeline_space: runs/space.yaml',
    );
  });

  it('is only named where its path leads out of the folder', () => {
    expect(movedSpace(draft('../space.yaml'), '/runs/a', '/other/run.yaml')?.beside).toBeNull();
  });

  it('stays what it is in the same folder, or by an absolute path', () => {
    expect(movedSpace(draft('space.yaml'), '/runs', '/runs/second.yaml')).toBeNull();
    expect(movedSpace(draft('/runs/space.yaml'), '/runs', '/other/run.yaml')).toBeNull();
    expect(movedSpace({ text: 'seed: 1\n', space: null }, '/runs', '/other/run.yaml')).toBeNull();
  });
});
