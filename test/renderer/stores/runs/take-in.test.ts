import { describe, expect, it } from 'vitest';
import { takeIn } from '#renderer/stores/runs/take-in.ts';

const ORIGINAL = 'a: 1\nb: 2\nc: 3\nd: 4\n';

describe('a file that was changed elsewhere', () => {
  it('is taken over where nothing was changed here', () => {
    expect(takeIn({ text: ORIGINAL, original: ORIGINAL }, 'a: 9\n')).toEqual({
      kind: 'taken',
      text: 'a: 9\n',
    });
  });

  it('changes nothing where it says what is known of it, or what is on screen', () => {
    const mine = ORIGINAL.replace('1', '5');
    expect(takeIn({ text: mine, original: ORIGINAL }, ORIGINAL)).toEqual({ kind: 'same', text: mine });
    expect(takeIn({ text: mine, original: ORIGINAL }, mine)).toEqual({ kind: 'same', text: mine });
  });

  it('is merged where both changed other lines', () => {
    const mine = ORIGINAL.replace('a: 1', 'a: 5  # mine');
    const theirs = `${ORIGINAL.replace('d: 4', 'd: 8')}e: 5\n`;
    expect(takeIn({ text: mine, original: ORIGINAL }, theirs)).toEqual({
      kind: 'merged',
      text: 'a: 5  # mine\nb: 2\nc: 3\nd: 8\ne: 5\n',
    });
  });

  it('is merged where both made the same change beside others', () => {
    const mine = ORIGINAL.replace('a: 1', 'a: 5');
    const theirs = mine.replace('d: 4', 'd: 8');
    expect(takeIn({ text: mine, original: ORIGINAL }, theirs)).toEqual({ kind: 'merged', text: theirs });
  });

  it('is asked about where both changed the same line', () => {
    const mine = ORIGINAL.replace('b: 2', 'b: 5');
    expect(takeIn({ text: mine, original: ORIGINAL }, ORIGINAL.replace('b: 2', 'b: 6'))).toEqual({
      kind: 'conflict',
    });
  });

  it('keeps line breaks of Windows', () => {
    const windows = ORIGINAL.replaceAll('\n', '\r\n');
    const mine = windows.replace('a: 1', 'a: 5');
    const theirs = windows.replace('d: 4', 'd: 8');
    expect(takeIn({ text: mine, original: windows }, theirs)).toEqual({
      kind: 'merged',
      text: 'a: 5\r\nb: 2\r\nc: 3\r\nd: 8\r\n',
    });
  });
});
