/**
 * The text of bytes, decoded as a stream: in one piece Node up to 22 reads windows-1252 as Latin-1, with control characters for `€`, `œ` and curly quotes.
 *
 * @param label one that TextDecoder knows
 */
export function decoded(bytes: Uint8Array, label: string): string {
  const decoder = new TextDecoder(label);
  return decoder.decode(bytes, { stream: true }) + decoder.decode();
}
