const SVG = 'http://www.w3.org/2000/svg';

/**
 * The drawing in a place, for export: its first SVG. What a canvas beside it shows becomes a picture inside, for as long
 * as the export takes its copy.
 */
export function drawingIn(place: HTMLElement | null): SVGSVGElement | null {
  const svg = place?.querySelector<SVGSVGElement>('svg[data-drawing], svg.recharts-surface') ?? null;
  const canvas = place?.querySelector('canvas') ?? null;
  if (svg && canvas) {
    const picture = document.createElementNS(SVG, 'image');
    picture.setAttribute('href', canvas.toDataURL('image/png'));
    picture.setAttribute('width', String(svg.clientWidth));
    picture.setAttribute('height', String(svg.clientHeight));
    svg.prepend(picture);
    setTimeout(() => picture.remove(), 0);
  }
  return svg;
}
