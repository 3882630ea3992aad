/** Whole numbers of a given width, written after one another and read back, most significant bit first. */

export interface BitWriter {
  /** `width` up to 32 bits. */
  write(value: number, width: number): void
  writeBytes(bytes: Uint8Array): void
  /** Fills the last byte with zero bits. */
  align(): void
  bytes(): Uint8Array
}

export interface BitReader {
  read(width: number): number
  readBytes(count: number): Uint8Array
  /** Skips to the next byte; false if a skipped bit was set, since each text has one spelling only. */
  align(): boolean
  /** True once more was read than there was. */
  overrun(): boolean
  atEnd(): boolean
}

export function bitWriter(): BitWriter {
  const out: number[] = []
  let byte = 0
  let used = 0
  const write = (value: number, width: number) => {
    for (let left = width; left > 0; ) {
      const take = Math.min(left, 8 - used)
      byte = (byte << take) | ((value >>> (left - take)) & ((1 << take) - 1))
      used += take
      left -= take
      if (used === 8) {
        out.push(byte)
        byte = 0
        used = 0
      }
    }
  }
  const align = () => {
    if (used > 0) write(0, 8 - used)
  }
  return {
    write,
    writeBytes: (bytes) => {
      if (used === 0) for (const one of bytes) out.push(one)
      else for (const one of bytes) write(one, 8)
    },
    align,
    bytes: () => Uint8Array.from(used === 0 ? out : [...out, byte << (8 - used)]),
  }
}

export function bitReader(bytes: Uint8Array): BitReader {
  let at = 0
  const read = (width: number) => {
    let value = 0
    for (let left = width; left > 0; ) {
      const take = Math.min(left, 8 - (at % 8))
      const chunk = ((bytes[at >>> 3] ?? 0) >>> (8 - (at % 8) - take)) & ((1 << take) - 1)
      // Not by shifts alone: 32 bits are more than a shift can hold.
      value = value * (1 << take) + chunk
      at += take
      left -= take
    }
    return value
  }
  return {
    read,
    readBytes: (count) => {
      if (at % 8 !== 0) return Uint8Array.from({ length: count }, () => read(8))
      at += count * 8
      return bytes.slice(at / 8 - count, at / 8)
    },
    align: () => read((8 - (at % 8)) % 8) === 0,
    overrun: () => at > bytes.length * 8,
    atEnd: () => at === bytes.length * 8,
  }
}
