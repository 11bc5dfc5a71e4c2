/** Takes the escapes out of a part of an address. What a person typed need not be escaped, and is what it says. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
