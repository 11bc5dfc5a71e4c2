/** Lets the browser keep a file, wherever it keeps downloads. */
export function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the file after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export function downloadCsv(text: string, name: string): void {
  download(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}
