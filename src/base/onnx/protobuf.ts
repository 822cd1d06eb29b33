// Writes the wire format of protocol buffers: varints, fixed numbers, bytes and nested messages.

const encoder = new TextEncoder()

/** One message under construction. Fields are written in the order of the calls, so the same calls give the same bytes. */
export class Message {
  #buffer = new Uint8Array(128)
  #length = 0

  integer(field: number, value: number | bigint): void {
    this.#tag(field, 0)
    this.#varint(value)
  }

  float(field: number, value: number): void {
    this.#tag(field, 5)
    this.#reserve(4)
    new DataView(this.#buffer.buffer).setFloat32(this.#length, value, true)
    this.#length += 4
  }

  string(field: number, value: string): void {
    this.bytes(field, encoder.encode(value))
  }

  bytes(field: number, value: Uint8Array): void {
    this.#tag(field, 2)
    this.#varint(value.length)
    this.append(value)
  }

  message(field: number, write: (message: Message) => void): void {
    const inner = new Message()
    write(inner)
    this.bytes(field, inner.finish())
  }

  /** Fields that are already written. */
  append(fields: Uint8Array): void {
    this.#reserve(fields.length)
    this.#buffer.set(fields, this.#length)
    this.#length += fields.length
  }

  packedIntegers(field: number, values: ArrayLike<number>): void {
    const packed = new Message()
    for (let i = 0; i < values.length; i++) packed.#varint(values[i])
    this.bytes(field, packed.finish())
  }

  packedFloats(field: number, values: ArrayLike<number>): void {
    const packed = new DataView(new ArrayBuffer(values.length * 4))
    for (let i = 0; i < values.length; i++) packed.setFloat32(i * 4, values[i], true)
    this.bytes(field, new Uint8Array(packed.buffer))
  }

  /** The bytes so far: a view, valid until the next write. */
  finish(): Uint8Array {
    return this.#buffer.subarray(0, this.#length)
  }

  #tag(field: number, wireType: number): void {
    this.#varint((field << 3) | wireType)
  }

  #varint(value: number | bigint): void {
    this.#reserve(10)
    if (typeof value === 'bigint' || value < 0 || value > 0x7fffffff) {
      // Negative numbers take ten bytes: two's complement over 64 bits.
      let wide = BigInt.asUintN(64, BigInt(value))
      while (wide > 127n) {
        this.#buffer[this.#length++] = Number(wide & 127n) | 128
        wide >>= 7n
      }
      this.#buffer[this.#length++] = Number(wide)
      return
    }
    let rest = value
    while (rest > 127) {
      this.#buffer[this.#length++] = (rest & 127) | 128
      rest >>>= 7
    }
    this.#buffer[this.#length++] = rest
  }

  #reserve(count: number): void {
    if (this.#length + count <= this.#buffer.length) return
    const grown = new Uint8Array(Math.max(this.#buffer.length * 2, this.#length + count))
    grown.set(this.#buffer.subarray(0, this.#length))
    this.#buffer = grown
  }
}
