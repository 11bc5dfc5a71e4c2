import type { RungColumn } from '#core/analysis/charts/rung-columns.ts';
import { count, counted, given } from '#renderer/format/numbers.ts';
import { linesOf, RUNG_SIZES, type RungLine } from './rung-layout.ts';
import { cutOffWords, leftOutWords, lossWords } from './rung-words.ts';

const SVG = 'http://www.w3.org/2000/svg';
const LEFT = 12;
const INDENT = 20;
/** From the top of a line to the foot of its letters. */
const BASELINE = 17;

type Shapes = { readonly group: SVGGElement; readonly left: number };

function put(name: 'text' | 'rect', attributes: Readonly<Record<string, string | number>>): SVGElement {
  const shape = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    shape.setAttribute(key, String(value));
  }
  return shape;
}

function write(
  { group, left }: Shapes,
  words: string,
  x: number,
  y: number,
  colour = 'var(--text2)',
  size = '12px',
): void {
  const text = put('text', { x: left + x, y });
  text.style.fill = colour;
  text.style.fontSize = size;
  text.textContent = words;
  group.append(text);
}

function writeRight(shapes: Shapes, words: string, y: number, colour?: string): void {
  write(shapes, words, RUNG_SIZES.column - LEFT, y, colour);
  shapes.group.lastElementChild?.setAttribute('text-anchor', 'end');
}

function drawLine(shapes: Shapes, line: RungLine, y: number): void {
  switch (line.kind) {
    case 'bracket':
      write(shapes, `Bracket ${(line.group.bracket ?? 0) + 1}`, LEFT, y, 'var(--text3)');
      writeRight(
        shapes,
        `${count(line.group.completed)} of ${count(line.group.all)} done`,
        y,
        'var(--text3)',
      );
      break;
    case 'cut-off':
      write(shapes, cutOffWords(line.cutOff), LEFT, y, 'var(--text3)', '10px');
      break;
    case 'left-out':
      write(shapes, leftOutWords(line.group), INDENT, y, 'var(--text3)');
      break;
    case 'trial': {
      const { trial, goesOn, isOnBestPath } = line.entry;
      const colour = isOnBestPath ? 'var(--incumbent)' : goesOn ? 'var(--text)' : 'var(--text2)';
      write(shapes, trial.trial, INDENT, y, colour);
      writeRight(shapes, lossWords(trial), y, colour);
    }
  }
}

function drawColumn(shapes: Shapes, column: RungColumn, unit: string | null, height: number): void {
  const frame = put('rect', {
    x: shapes.left + 0.5,
    y: 0.5,
    width: RUNG_SIZES.column - 1,
    height: height - 1,
  });
  frame.setAttribute('rx', '8');
  frame.style.fill = 'none';
  frame.style.stroke = 'var(--line)';
  shapes.group.append(frame);
  const fidelity = column.fidelity === null ? '' : `, ${unit ?? 'fidelity'} ${given(column.fidelity)}`;
  write(shapes, `Rung ${column.rung}${fidelity}`, LEFT, 25, 'var(--text)');
  writeRight(shapes, counted(column.trials, 'trial'), 25, 'var(--text3)');
  let y: number = RUNG_SIZES.head + RUNG_SIZES.pad;
  for (const line of linesOf(column)) {
    drawLine(shapes, line, y + BASELINE);
    y += RUNG_SIZES[line.kind];
  }
}

/**
 * The board as one drawing: the lines that are on screen, and for as long as the export takes its copy what stands
 * beside them as text.
 */
export function rungsDrawing(
  lines: SVGSVGElement | null,
  columns: readonly RungColumn[],
  unit: string | null,
): SVGSVGElement | null {
  if (lines !== null) {
    const group = document.createElementNS(SVG, 'g');
    const height = lines.getBoundingClientRect().height;
    for (const [index, column] of columns.entries()) {
      drawColumn({ group, left: index * (RUNG_SIZES.column + RUNG_SIZES.gap) }, column, unit, height);
    }
    lines.prepend(group);
    setTimeout(() => group.remove(), 0);
  }
  return lines;
}
