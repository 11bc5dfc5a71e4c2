/**
 * Where a file of our own can be read by others than Electron, such as Python, or a program started that it is: a packed
 * app has it beside its archive. The same path anywhere else.
 */
export function unpacked(path: string): string {
  return path.replace(/app\.asar(?=[\\/])/, 'app.asar.unpacked');
}
