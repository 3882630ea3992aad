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
  let used = 0
  const write = (value: number, width: number) => {
    for (let bit = width - 1; bit >= 0; bit--) {
      if (used % 8 === 0) out.push(0)
      if ((value >>> bit) & 1) out[out.length - 1] = (out[out.length - 1] ?? 0) | (0x80 >> (used % 8))
      used++
    }
  }
  return {
    write,
    writeBytes: (bytes) => {
      for (const byte of bytes) write(byte, 8)
    },
    align: () => {
      used = out.length * 8
    },
    bytes: () => Uint8Array.from(out),
  }
}

export function bitReader(bytes: Uint8Array): BitReader {
  let at = 0
  const read = (width: number) => {
    let value = 0
    for (let left = width; left > 0; ) {
      const take = Math.min(left, 8 - (at % 8))
      const chunk = ((bytes[at >>> 3] ?? 0) >>> (8 - (at % 8) - take)) & ((1 << take) - 1)
      value = value * 2 ** take + chunk
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
