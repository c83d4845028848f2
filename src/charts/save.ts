/** Hands a file to the browser's downloads. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // Revoking at once stops the download in some browsers.
  setTimeout(() => URL.revokeObjectURL(address), 30_000);
}

/** Letters that some system does not allow in the name of a file. */
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f]+/g;

/** A name that a person gave, as far as files can have it. */
export const fileSafe = (name: string): string => name.replace(FORBIDDEN, '-').trim().slice(0, 100);

/** `online retail.csv` and `segments.csv` as `online retail-segments.csv`. */
export function fileNameFor(source: string, what: string): string {
  return `${source.replace(/\.[a-z0-9]{1,5}$/i, '') || 'shoal'}-${what}`;
}
