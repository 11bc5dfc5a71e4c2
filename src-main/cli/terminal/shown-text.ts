import { createColors } from 'picocolors';

/** The sequences that this program's own colours are made of. */
const COLOR_MARKS: ReadonlySet<string> = new Set(
  (['bold', 'dim', 'red', 'green', 'yellow'] as const).flatMap((name) =>
    createColors(true)[name]('|').split('|'),
  ),
);

/** A control character beside tabs and ends of lines, with the rest of what may be a colour's sequence. */
const CONTROL = /\r(?!\n)|[^\P{Cc}\t\r\n](?:\[\d+m)?/gu;

/**
 * A text as it may be written where people read it: names and messages of runs of others may hold characters that would
 * move the cursor, change the window's title or hide what is true. They become `\u001b`, which is the same value where
 * the text is JSON.
 *
 * @param isColored - whether the text may hold colours of this program
 */
export function shownText(text: string, isColored: boolean): string {
  return text.replaceAll(CONTROL, (found) =>
    isColored && COLOR_MARKS.has(found)
      ? found
      : `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}${found.slice(1)}`,
  );
}
