/** How a trial looks in a chart: by its loss among those that are looked at, or that it is not looked at. */
export type Tone = 'incumbent' | 'best' | 'good' | 'rest' | 'dim' | 'failed';

/** A trial at its place, both from 0 (left, below) to 1. */
export type PlotMark = {
  readonly trial: string;
  readonly x: number;
  readonly y: number;
  readonly tone: Tone;
};

type Look = { readonly color: string; readonly radius: number; readonly opacity: number };

export const TONE_LOOKS: Readonly<Record<Tone, Look>> = {
  incumbent: { color: '--incumbent', radius: 5.5, opacity: 1 },
  best: { color: '--seq3', radius: 4, opacity: 1 },
  good: { color: '--seq2', radius: 3.4, opacity: 0.9 },
  rest: { color: '--seq1', radius: 3, opacity: 0.8 },
  dim: { color: '--text3', radius: 2.6, opacity: 0.22 },
  failed: { color: '--failed', radius: 3.2, opacity: 0.8 },
};

/** From behind to before, so that the best are never hidden. */
const TONE_ORDER = ['dim', 'failed', 'rest', 'good', 'best', 'incumbent'] as const satisfies readonly Tone[];

/** Puts what matters last: it is drawn over the rest. */
export function inDrawingOrder<Item extends { readonly tone: Tone }>(
  items: readonly Item[],
): readonly Item[] {
  return TONE_ORDER.flatMap((tone) => items.filter((item) => item.tone === tone));
}

/** The colours of the tones as a canvas needs them: those of the theme at this moment. */
export function toneColors(): Readonly<Record<Tone, string>> {
  const style = getComputedStyle(document.documentElement);
  const color = (tone: Tone) => style.getPropertyValue(TONE_LOOKS[tone].color).trim();
  return {
    incumbent: color('incumbent'),
    best: color('best'),
    good: color('good'),
    rest: color('rest'),
    dim: color('dim'),
    failed: color('failed'),
  };
}
