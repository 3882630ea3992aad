/** The same bytes in parts of one size; the last one has what is left. Of what comes no more is held than one part. */
export async function* inParts(
  bytes: AsyncIterable<Uint8Array>,
  size: number,
): AsyncGenerator<Buffer<ArrayBuffer>, void, undefined> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    for (let from = 0; from < piece.length; ) {
      const some = piece.subarray(from, from + size - length)
      held.push(some)
      length += some.length
      from += some.length
      if (length < size) continue
      yield Buffer.concat(held)
      held = []
      length = 0
    }
  }
  if (length > 0) yield Buffer.concat(held)
}
