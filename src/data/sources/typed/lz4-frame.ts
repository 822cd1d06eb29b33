// LZ4 frames to plain bytes, for compressed Arrow files: the packages for it are unkept since 2016 and read past the end of damaged input.

const magic = 0x184d2204

/**
 * The blocks of a frame, end to end. `size`: of the plain bytes; a byte of a frame stands for 255 of them at most.
 * Throws where the frame is damaged, cut off, of another size, or asks for a dictionary. Checksums are not looked into. LZ4 Frame Format 1.6.
 */
export function decodeLz4Frame(frame: Uint8Array, size: number): Uint8Array {
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  if (frame.length < 7 || view.getUint32(0, true) !== magic) throw new Error('not an LZ4 frame')
  const flags = frame[4]
  if (flags >> 6 !== 1) throw new Error('an LZ4 frame of another version')
  if ((flags & 1) !== 0) throw new Error('an LZ4 frame with a dictionary')
  if (!(size >= 0 && size <= 255 * frame.length)) throw new Error('an LZ4 frame that states a wrong size')
  const checksumBytes = (flags & 0x10) === 0 ? 0 : 4
  const out = new Uint8Array(size)
  let used = 0
  // Before the blocks: the mark, flags, the size of blocks, the size of the content where it is stated, a checksum of these.
  let at = (flags & 8) === 0 ? 7 : 15
  for (;;) {
    if (at + 4 > frame.length) throw new Error('an LZ4 frame that is cut off')
    const word = view.getUint32(at, true)
    if (word === 0) break
    const start = at + 4
    const end = start + (word & 0x7fffffff)
    if (end > frame.length) throw new Error('an LZ4 frame that is cut off')
    used = word >>> 31 === 1 ? copyBlock({ bytes: frame, start, end }, out, used) : decodeBlock({ bytes: frame, start, end }, out, used)
    at = end + checksumBytes
  }
  if (used !== size) throw new Error('an LZ4 frame of another size than is stated')
  return out
}

interface Block {
  readonly bytes: Uint8Array
  readonly start: number
  readonly end: number
}

function copyBlock({ bytes, start, end }: Block, out: Uint8Array, used: number): number {
  if (used + end - start > out.length) throw new Error('an LZ4 frame of another size than is stated')
  out.set(bytes.subarray(start, end), used)
  return used + end - start
}

/** Writes a block after the first `used` bytes, to which its matches may reach back; returns how many there are then. */
function decodeBlock({ bytes, start, end }: Block, out: Uint8Array, used: number): number {
  let at = start
  const lengthFrom = (low: number): number => {
    let length = low
    if (low === 15) {
      let next: number
      do {
        if (at >= end) throw new Error('an LZ4 block that is cut off')
        next = bytes[at++]
        length += next
      } while (next === 255)
    }
    return length
  }
  while (at < end) {
    const token = bytes[at++]
    const literals = lengthFrom(token >> 4)
    if (at + literals > end || used + literals > out.length) throw new Error('an LZ4 block that is damaged')
    out.set(bytes.subarray(at, at + literals), used)
    at += literals
    used += literals
    if (at === end) return used
    if (at + 2 > end) throw new Error('an LZ4 block that is cut off')
    const distance = bytes[at] | (bytes[at + 1] << 8)
    at += 2
    const match = lengthFrom(token & 15) + 4
    if (distance === 0 || distance > used || used + match > out.length) throw new Error('an LZ4 block that is damaged')
    // Byte by byte: a match may overlap what it writes.
    for (let from = used - distance, to = used + match; used < to;) out[used++] = out[from++]
  }
  throw new Error('an LZ4 block that is cut off')
}
