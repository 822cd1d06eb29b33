// Canonical JSON: one text for equal values, and the values come back.
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../core/index.js'
import { canonicalJson } from './canonical.js'

describe('canonicalJson', () => {
  it('does not depend on the order in which keys were set', () => {
    expect(canonicalJson({ b: 1, a: [{ d: 0.1, c: null }] })).toBe('{"a":[{"c":null,"d":0.1}],"b":1}')
  })

  it('reads back as the same value (-0 aside), and its text is a fixed point', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value as Json)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(JSON.parse(text) as Json)).toBe(text)
      }),
    )
  })

  it('refuses numbers that JSON cannot hold, and says where', () => {
    expect(() => canonicalJson({ a: [1, { b: Number.NaN }] })).toThrow('JSON cannot hold NaN, found at $.a[1].b')
    expect(() => canonicalJson([1, Number.POSITIVE_INFINITY])).toThrow('$[1]')
  })
})
