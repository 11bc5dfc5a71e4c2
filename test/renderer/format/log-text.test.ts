import { describe, expect, it } from 'vitest';
import { logText } from '#renderer/format/log-text.ts';

describe('the text of a log', () => {
  it('is what a terminal shows in the end', () => {
    expect(logText('\u001b[31mred\u001b[0m\n 10%|#   |\r 50%|##  |\r100%|####|\r\ndone\r\n')).toBe(
      'red\n100%|####|\ndone\n',
    );
  });
});
