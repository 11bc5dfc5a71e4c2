import { createColors } from 'picocolors';

/** Where a command writes: results to stdout, everything else to stderr. */
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
      process.stdout.write(`${text}\n`);
    },
    say(text) {
      clear();
      process.stderr.write(`${text}\n`);
    },
    live(text) {
      if (hasLiveLine && text !== live) {
        clear();
        live = text.slice(0, (process.stderr.columns || 80) - 1);
        process.stderr.write(live);
      }
    },
  };
}
