/** The chunks of a stream, which is let go of when the loop over them is left. Not every browser can iterate over a stream. */
export async function* chunksOf<T>(stream: ReadableStream<T>): AsyncGenerator<T, void, void> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    // Where the reading stopped half-way; a stream that failed refuses.
    await reader.cancel().catch(() => undefined);
  }
}
