/** The distinct ArrayBuffers inside a plain value: what to transfer along with it. */
export function buffersOf(value: unknown): ArrayBuffer[] {
  const found = new Set<ArrayBuffer>();
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    if (part instanceof ArrayBuffer) found.add(part);
    else if (ArrayBuffer.isView(part)) {
      if (part.buffer instanceof ArrayBuffer) found.add(part.buffer);
    } else if (Array.isArray(part)) {
      // Lists of plain numbers can be long and hold no buffers.
      if (typeof part[0] === 'object') for (const item of part) visit(item);
    } else if (!(part instanceof Blob)) {
      for (const item of Object.values(part)) visit(item);
    }
  };
  visit(value);
  return [...found];
}
