import { drawPanel, PANEL, type Panel } from './panel.ts';
import { element, line, text } from './svg.ts';

/** Panels side by side, with one legend for all of them. */
export type Figure = {
  /** What screen readers say. */
  readonly description: string;
  readonly columns: number;
  readonly panels: readonly Panel[];
};

const LEGEND = { row: 22, column: 240, margin: 16 } as const;

/**
 * Colours that stay apart for colour-blind eyes (Okabe and Ito, 2008), lighter on dark pages. Ours are drawn through,
 * references dashed; the page's own background is covered, so that the text can be read on any.
 */
const STYLE = `
text { font-family: system-ui, sans-serif; font-size: 11px; fill: #333 }
.title { font-size: 13px; font-weight: 600 }
.middle { text-anchor: middle } .end { text-anchor: end }
.page { fill: #fff } .axis { stroke: #888 } .grid { stroke: #e4e4e4 }
.line { stroke: var(--ink); stroke-width: 2 } .band { fill: var(--ink); opacity: .14 }
.reference.line { stroke-width: 1.5; stroke-dasharray: 5 3 } .reference.band { opacity: .05 }
.blue { --ink: #0072b2 } .orange { --ink: #d55e00 } .green { --ink: #009e73 } .pink { --ink: #b45a8f }
.sky { --ink: #3a9bd4 } .gold { --ink: #b8860b } .grey { --ink: #777 }
@media (prefers-color-scheme: dark) {
text { fill: #d0d0d0 }
.page { fill: #16181d } .axis { stroke: #777 } .grid { stroke: #2c3038 }
.blue { --ink: #4db3f0 } .orange { --ink: #ff8a3d } .green { --ink: #2fd0a0 } .pink { --ink: #e79ac6 }
.sky { --ink: #8fd0ff } .gold { --ink: #e5b93c } .grey { --ink: #a0a0a0 }
}
`;

/** The figure as the text of an SVG file. */
export function drawFigure({ description, columns, panels }: Figure): string {
  const legend = legendOf(panels);
  const width = columns * PANEL.width;
  const perRow = Math.max(1, Math.floor((width - 2 * LEGEND.margin) / LEGEND.column));
  const top = Math.ceil(legend.length / perRow) * LEGEND.row + LEGEND.margin;
  const height = top + Math.ceil(panels.length / columns) * PANEL.height;
  const attributes = {
    xmlns: 'http://www.w3.org/2000/svg',
    viewBox: `0 0 ${width} ${height}`,
    width,
    height,
    role: 'img',
    'aria-label': description,
  };
  return `${element('svg', attributes, [
    element('style', {}, [STYLE]),
    element('rect', { width, height, class: 'page' }),
    ...legend.map((entry, index) => drawEntry(entry, index, perRow)),
    ...panels.map((panel, index) => {
      const x = (index % columns) * PANEL.width;
      const y = top + Math.floor(index / columns) * PANEL.height;
      return element('g', { transform: `translate(${x} ${y})` }, [drawPanel(panel)]);
    }),
  ])}\n`;
}

type Entry = readonly [label: string, style: string];

function legendOf(panels: readonly Panel[]): readonly Entry[] {
  return [...new Map(panels.flatMap(({ series }) => series.map(({ label, style }) => [label, style])))];
}

function drawEntry([label, style]: Entry, index: number, perRow: number): string {
  const x = LEGEND.margin + (index % perRow) * LEGEND.column;
  const y = LEGEND.margin + Math.floor(index / perRow) * LEGEND.row;
  const sample = line(
    [
      [x, y],
      [x + 28, y],
    ],
    { class: `line ${style}` },
  );
  return sample + text(label, { x: x + 36, y: y + 4 });
}
