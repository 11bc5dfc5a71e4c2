/** One line of a traceback and what it is. */
export type TracebackLine = {
  readonly text: string;
  readonly kind: 'place' | 'code' | 'error' | 'other';
  /** Frames of installed libraries, which are rarely to blame. */
  readonly isLibrary: boolean;
};

const PLACE = /^\s*(File "|at )/;
const LIBRARY = /site-packages|dist-packages|node_modules|node:internal|[\\/]lib[\\/]python\d/;

/** The lines of a Python or JavaScript traceback. What stands under the place of a library's frame belongs to it. */
export function tracebackLines(traceback: string): readonly TracebackLine[] {
  let inLibrary = false;
  return traceback
    .replace(/\n+$/, '')
    .split('\n')
    .map((text) => {
      if (PLACE.test(text)) {
        inLibrary = LIBRARY.test(text);
        return { text, kind: 'place', isLibrary: inLibrary };
      }
      if (/^\s/.test(text)) {
        return { text, kind: 'code', isLibrary: inLibrary };
      }
      inLibrary = false;
      return { text, kind: /^[\w.]+(:|$)/.test(text) ? 'error' : 'other', isLibrary: false };
    });
}
