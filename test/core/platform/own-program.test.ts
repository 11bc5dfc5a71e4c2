import { describe, expect, it } from 'vitest';
import { unpacked } from '#core/platform/own-program.ts';

describe('a file of the app that others read', () => {
  it.each([
    [
      '/opt/Incumbent/resources/app.asar/dist/main/child.py',
      '/opt/Incumbent/resources/app.asar.unpacked/dist/main/child.py',
    ],
    ['C:\\Apps\\My app\\app.asar\\assets', 'C:\\Apps\\My app\\app.asar.unpacked\\assets'],
    ['/opt/resources/app.asar/', '/opt/resources/app.asar.unpacked/'],
    [
      '/opt/resources/app.asar.unpacked/dist/main/child.py',
      '/opt/resources/app.asar.unpacked/dist/main/child.py',
    ],
    ['/opt/incumbent/dist/main/child.py', '/opt/incumbent/dist/main/child.py'],
  ])('lies beside the archive of a packed app, else where it is: %s', (path, outside) => {
    expect(unpacked(path)).toBe(outside);
  });
});
