/**
 * Draws the pictures of `assets/icons` from their SVG: `npx tsx test/support/make-icons.ts`. They are committed, so this
 * runs only after a change of the drawing.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from './chromium.ts';

const ICONS = fileURLToPath(new URL('../../assets/icons/', import.meta.url));
const SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024];

/** Apple's names of PNG entries in an icns file, by pixels. */
const ICNS_TYPES: readonly (readonly [string, number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
  ['ic11', 32],
  ['ic12', 64],
  ['ic13', 256],
  ['ic14', 512],
];
const ICO_SIZES = [16, 24, 32, 48, 64, 128, 256];

async function drawAll(): Promise<ReadonlyMap<number, Buffer>> {
  const svg = readFileSync(`${ICONS}icon.svg`, 'utf8');
  const browser = await launchBrowser();
  const drawn = new Map<number, Buffer>();
  for (const size of SIZES) {
    const page = await browser.newPage({ viewport: { width: size, height: size } });
    await page.setContent(
      `<style>html,body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`,
    );
    drawn.set(size, await page.screenshot({ omitBackground: true }));
    await page.close();
  }
  await browser.close();
  return drawn;
}

/** Windows: a table of contents and the PNG files. */
function ico(images: readonly { readonly size: number; readonly png: Buffer }[]): Buffer {
  const header = Buffer.alloc(6 + 16 * images.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(images.length, 4);
  let offset = header.length;
  images.forEach(({ size, png }, index) => {
    const at = 6 + 16 * index;
    // 256 pixels are written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(png.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += png.length;
  });
  return Buffer.concat([header, ...images.map(({ png }) => png)]);
}

/** macOS: each PNG behind its type and length. */
function icns(images: readonly { readonly type: string; readonly png: Buffer }[]): Buffer {
  const entries = images.map(({ type, png }) => Buffer.concat([chunkHeader(type, png.length), png]));
  const body = Buffer.concat(entries);
  return Buffer.concat([chunkHeader('icns', body.length), body]);
}

function chunkHeader(type: string, length: number): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(length + 8, 4);
  return header;
}

const drawn = await drawAll();
const png = (size: number): Buffer => drawn.get(size) ?? Buffer.alloc(0);
mkdirSync(`${ICONS}linux`, { recursive: true });
for (const size of SIZES) {
  writeFileSync(`${ICONS}linux/${size}x${size}.png`, png(size));
}
writeFileSync(`${ICONS}icon.png`, png(1024));
writeFileSync(`${ICONS}icon.ico`, ico(ICO_SIZES.map((size) => ({ size, png: png(size) }))));
writeFileSync(`${ICONS}icon.icns`, icns(ICNS_TYPES.map(([type, size]) => ({ type, png: png(size) }))));
