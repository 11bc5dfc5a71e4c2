import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fc } from '#test/support/fast-check.ts';

/** What happens to the bytes of a file. */
export type Damage = { readonly words: string; apply(before: Buffer): Buffer };

/** Any byte string, and such as come close to what a file holds: those get further into whoever reads it. */
export const anyDamage: fc.Arbitrary<Damage> = fc.oneof(
  fc.uint8Array({ maxLength: 300 }).map((bytes) => damage('other bytes', () => Buffer.from(bytes))),
  fc
    .string({ unit: 'grapheme', maxLength: 80 })
    .map((text) => damage('another text', () => Buffer.from(text))),
  fc.jsonValue().map((value) => damage('another value', () => Buffer.from(`${JSON.stringify(value)}\n`))),
  share().map((at) => damage('an early end', (before) => before.subarray(0, Math.floor(at * before.length)))),
  share().map((at) =>
    damage('zeros to the end', (before) => Buffer.from(before).fill(0, Math.floor(at * before.length))),
  ),
  fc
    .tuple(share(), fc.uint8Array({ minLength: 1, maxLength: 40 }))
    .map(([at, bytes]) => damage('bytes in between', (before) => inserted(before, at, Buffer.from(bytes)))),
  fc
    .array(fc.tuple(share(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 8 })
    .map((flips) => damage('flipped bits', (before) => flipped(before, flips))),
  fc
    .tuple(
      share(),
      fc.constantFrom('1e999', '-1', '0.5', '1e16', 'null', 'true', '""', '"x"', '[]', '{}', '.nan'),
    )
    .map(([at, word]) => damage(`${word} for a value`, (before) => replaced(before, at, word))),
  share().map((at) => damage('lines twice', (before) => inserted(before, at, before))),
);

function share(): fc.Arbitrary<number> {
  return fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
}

function damage(words: string, apply: (before: Buffer) => Buffer): Damage {
  return { words, apply, toString: () => words } as Damage;
}

function inserted(before: Buffer, at: number, bytes: Buffer): Buffer {
  const place = Math.floor(at * before.length);
  return Buffer.concat([before.subarray(0, place), bytes, before.subarray(place)]);
}

function flipped(before: Buffer, flips: readonly (readonly [number, number])[]): Buffer {
  const after = Buffer.from(before);
  for (const [at, bits] of flips) {
    const place = Math.floor(at * after.length);
    after[place] = (after[place] ?? 0) ^ bits;
  }
  return after;
}

/** One of the values of a JSON or YAML text becomes another. */
function replaced(before: Buffer, at: number, word: string): Buffer {
  const text = before.toString('latin1');
  const values = [...text.matchAll(/(?<=[:[,] ?)("[^"\n]*"|[\w.+-]+)(?=[\n,}\]])/g)];
  const value = values[Math.floor(at * values.length)];
  return value === undefined
    ? Buffer.from(word)
    : Buffer.from(
        `${text.slice(0, value.index)}${word}${text.slice(value.index + value[0].length)}`,
        'latin1',
      );
}

/** The paths of all files below a directory, relative to it. */
export function filesBelow(folder: string, from = folder): readonly string[] {
  return readdirSync(from).flatMap((name) => {
    const path = join(from, name);
    return statSync(path).isDirectory() ? filesBelow(folder, path) : [relative(folder, path)];
  });
}
