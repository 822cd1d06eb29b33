// Numbers distinct keys 0, 1, 2 … in the order in which they come; keys live with the caller.

export interface Interner {
  readonly size: number
  /**
   * The number of a key, by its hash (any 32 bits) and a test whether the key numbered `id` is the same. A new key gets the next number,
   * or -1 when `add` is false.
   */
  find(hash: number, isSame: (id: number) => boolean, add: boolean): number
}

/** A hash table with open addressing, at most half full. */
export function createInterner(): Interner {
  let capacity = 1024
  let slots = new Int32Array(capacity).fill(-1)
  let hashes = new Int32Array(capacity >> 1)
  let size = 0

  const grow = (): void => {
    capacity *= 2
    slots = new Int32Array(capacity).fill(-1)
    const larger = new Int32Array(capacity >> 1)
    larger.set(hashes)
    hashes = larger
    for (let id = 0; id < size; id++) {
      let slot = spread(hashes[id]) & (capacity - 1)
      while (slots[slot] !== -1) slot = (slot + 1) & (capacity - 1)
      slots[slot] = id
    }
  }

  return {
    get size() {
      return size
    },
    find: (hash, isSame, add) => {
      const wanted = hash | 0
      let slot = spread(wanted) & (capacity - 1)
      for (let id = slots[slot]; id !== -1; id = slots[slot]!) {
        if (hashes[id] === wanted && isSame(id)) return id
        slot = (slot + 1) & (capacity - 1)
      }
      if (!add) return -1
      slots[slot] = size
      hashes[size] = wanted
      size++
      if (size >= capacity >> 1) grow()
      return size - 1
    },
  }
}

function spread(hash: number): number {
  const mixed = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
  return mixed ^ (mixed >>> 16)
}
