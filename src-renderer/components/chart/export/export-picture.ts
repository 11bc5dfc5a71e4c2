import { download } from '#renderer/host/download.ts';

/** What of the computed style makes the look of a drawing. */
const LOOK = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'paint-order',
  'font-family',
  'font-size',
  'font-weight',
] as const;

/** A picture is drawn twice as fine as on screen, for paper. */
const SHARPNESS = 2;

function withOwnLook(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const originals = [svg, ...svg.querySelectorAll<SVGElement>('*')];
  const copies = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  for (const [index, original] of originals.entries()) {
    const style = getComputedStyle(original);
    for (const name of LOOK) {
      copies[index]?.setAttribute(name, style.getPropertyValue(name));
    }
    copies[index]?.removeAttribute('class');
    copies[index]?.removeAttribute('style');
  }
  const { width, height } = svg.getBoundingClientRect();
  const ground = document.createElementNS('http://www.w3.org/2000/svg', 'rect');
  ground.setAttribute('width', '100%');
  ground.setAttribute('height', '100%');
  ground.setAttribute(
    'fill',
    getComputedStyle(document.documentElement).getPropertyValue('--surface').trim(),
  );
  copy.prepend(ground);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return copy;
}

/** A chart as a file that looks the same in any other program. */
function svgFile(svg: SVGSVGElement): Blob {
  return new Blob([new XMLSerializer().serializeToString(withOwnLook(svg))], { type: 'image/svg+xml' });
}

export function exportSvg(svg: SVGSVGElement, name: string): void {
  download(svgFile(svg), `${name}.svg`);
}

/** @throws Error where the browser can't draw the picture */
export async function exportPng(svg: SVGSVGElement, name: string): Promise<void> {
  const { width, height } = svg.getBoundingClientRect();
  const address = URL.createObjectURL(svgFile(svg));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = width * SHARPNESS;
    canvas.height = height * SHARPNESS;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const file = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    if (file) {
      download(file, `${name}.png`);
    }
  } finally {
    URL.revokeObjectURL(address);
  }
}
