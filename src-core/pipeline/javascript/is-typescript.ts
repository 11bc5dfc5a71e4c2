/** Whether a source needs a loader of TypeScript to be imported. */
export function isTypeScript(file: string): boolean {
  return /\.[mc]?tsx?$/.test(file);
}
