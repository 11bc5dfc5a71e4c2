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

/** Where a command writes: results to stdout, everything else to stderr. No text can steer a terminal. */
export type Terminal = {
  /** One result, with its line's end. */
  result(text: string): void;
  /** A remark for people. */
  say(text: string): void;
  /** The one line that is written over again and again; nothing where stderr is no terminal. */
  live(text: string): void;
  /** What the user's code prints, as it is. */
  pass(bytes: Uint8Array): void;
  /** True where results are read by a person at a terminal. */
  readonly isInteractive: boolean;
  readonly colors: ReturnType<typeof createColors>;
};

/** `process.stdout` or `process.stderr`, or what stands for it. */
export type Output = {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string | Uint8Array): unknown;
};

export type TerminalPorts = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdout: Output;
  readonly stderr: Output;
};

/** Colour and progress only where stdout is a terminal and nobody asked for plain text. */
export function createTerminal({ env, stdout, stderr }: TerminalPorts): Terminal {
  const isInteractive = stdout.isTTY === true && !env.NO_COLOR;
  const hasLiveLine = isInteractive && stderr.isTTY === true;
  const shown = (text: string) => shownText(text, isInteractive);
  let live = '';
  const clear = () => {
    if (live !== '') {
      stderr.write('\r\u001b[K');
      live = '';
    }
  };
  return {
    isInteractive,
    colors: createColors(isInteractive),
    result(text) {
      clear();
      stdout.write(`${shown(text)}\n`);
    },
    say(text) {
      clear();
      stderr.write(`${shown(text)}\n`);
    },
    pass: (bytes) => stderr.write(bytes),
    live(text) {
      const line = shown(text).slice(0, (stderr.columns || 80) - 1);
      if (hasLiveLine && line !== live) {
        clear();
        live = line;
        stderr.write(live);
      }
    },
  };
}

/** Rows as aligned columns, two blanks apart. */
export function columnsText(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const cells of rows) {
    for (const [column, cell] of cells.entries()) {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    }
  }
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
