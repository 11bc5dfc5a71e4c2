import { createColors } from 'picocolors';
import { shownText } from './shown-text.ts';

/** Where a command writes: results to stdout, everything else to stderr. No text can steer a terminal. */
export type Terminal = {
  /** One result, with its line's end. */
  result(text: string): void;
  /** A remark for people. */
  say(text: string): void;
  /** The one line that is written over again and again; nothing where stderr is no terminal. */
  live(text: string): void;
  /** True where results are read by a person at a terminal. */
  readonly isInteractive: boolean;
  readonly colors: ReturnType<typeof createColors>;
};

type Environment = Readonly<Record<string, string | undefined>>;

/** Colour and progress only where stdout is a terminal and nobody asked for plain text. */
export function createTerminal(env: Environment = process.env): Terminal {
  const isInteractive = process.stdout.isTTY === true && !env.NO_COLOR;
  const hasLiveLine = isInteractive && process.stderr.isTTY === true;
  const shown = (text: string) => shownText(text, isInteractive);
  let live = '';
  const clear = () => {
    if (live !== '') {
      process.stderr.write('\r\u001b[K');
      live = '';
    }
  };
  return {
    isInteractive,
    colors: createColors(isInteractive),
    result(text) {
      clear();
      process.stdout.write(`${shown(text)}\n`);
    },
    say(text) {
      clear();
      process.stderr.write(`${shown(text)}\n`);
    },
    live(text) {
      const line = shown(text).slice(0, (process.stderr.columns || 80) - 1);
      if (hasLiveLine && line !== live) {
        clear();
        live = line;
        process.stderr.write(live);
      }
    },
  };
}
