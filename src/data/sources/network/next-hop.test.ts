import { describe, expect, it } from 'vitest'
import { nextHop } from './next-hop.js'

describe('redirects', () => {
  it.each([
    ['https://a.example/x/y', '../z?q=1', 'https://a.example/z?q=1'],
    ['https://a.example/x', '//b.example/z', 'https://b.example/z'],
    ['http://a.example/x', 'https://b.example/z', 'https://b.example/z'],
    ['http://a.example/x', 'http://ann:pw@b.example/z', 'http://b.example/z'],
  ])('from %s to %s', (from, location, expected) => {
    expect(nextHop(new URL(from), location).href).toBe(expected)
  })

  it.each([
    ['https://a.example/x', 'http://a.example/x', 'from https to http'],
    ['https://a.example/x', 'file:///etc/passwd', 'of another kind'],
    ['http://a.example/x', 'ftp://a.example/x', 'of another kind'],
    ['http://a.example/x', 'http://[', 'of another kind'],
  ])('from %s to %s are refused', (from, location, message) => {
    expect(() => nextHop(new URL(from), location)).toThrow(
      expect.objectContaining({ code: 'SOURCE_REFUSED', message: expect.stringContaining(message) as string }),
    )
  })
})
