// Tokens are the same in memory and in a graph, whatever the characters.
import fc from 'fast-check'
import type { InferenceSession } from 'onnxruntime-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { createGraph } from '../../base/onnx/index.js'
import { textColumn } from '../../data/table/index.js'
import { characterClass, tokenExpression } from './characters.js'
import { eachToken, termsOf } from './terms.js'

const runtimes = ['onnxruntime-node', 'onnxruntime-web'] as const

function tokensOf(text: string): string[] {
  const bytes = new TextEncoder().encode(text)
  const tokens: string[] = []
  eachToken(bytes, 0, bytes.length, (start, end) => tokens.push(new TextDecoder().decode(bytes.subarray(start, end))))
  return tokens
}

describe('tokens', () => {
  it.each([
    ['free call now!!', ['free', 'call', 'now', '!', '!']],
    ["don't stop", ['don', 't', 'stop']],
    ['', []],
    ['... --- ;', []],
    ['naïve café, ŒUVRE ñandú', ['naïve', 'café', 'ŒUVRE', 'ñandú']],
    ['e\u0301te\u0301', ['e\u0301te\u0301']],
    ['日本語テスト ok', ['日', '本', '語', 'テ', 'ス', 'ト', 'ok']],
    ['한국어 문장', ['한국어', '문장']],
    ['win £1,000 50%', ['win', '£', '1', '000', '50', '%']],
    ['so🎉🎉 fun 👍🏽', ['so', '🎉', '🎉', 'fun', '👍', '🏽']],
    ['привет, мир! שלום', ['привет', 'мир', '!', 'שלום']],
    ['a_b\tc\nd\u00a0e', ['a_b', 'c', 'd', 'e']],
  ])('of %j are %j', (text, tokens) => expect(tokensOf(text)).toEqual(tokens))
})

describe.each(runtimes)('tokens in %s', (name) => {
  let session: InferenceSession
  let runtime: typeof import('onnxruntime-node')

  beforeAll(async () => {
    runtime = (await import(name)) as typeof import('onnxruntime-node')
    const graph = createGraph()
    const attributes = {
      mark: { int: 0 },
      mincharnum: { int: 1 },
      pad_value: { string: '\u0001' },
      tokenexp: { string: tokenExpression },
    } as const
    const tokens = graph.add('Tokenizer', [graph.input('text', 'string', ['N'])], attributes, 'com.microsoft')
    graph.output(tokens, 'tokens', 'string', ['N', 'M'])
    const executionProviders = [name === 'onnxruntime-web' ? 'wasm' : 'cpu']
    session = await runtime.InferenceSession.create(graph.toBytes(), { executionProviders })
  })

  const tokensInGraph = async (texts: string[]): Promise<string[][]> => {
    const { tokens } = await session.run({ text: new runtime.Tensor('string', texts, [texts.length]) })
    const width = tokens.dims[1]
    const all = tokens.data as unknown as string[]
    return texts.map((_, row) => all.slice(row * width, (row + 1) * width).filter((token) => token !== '\u0001'))
  }

  it('are those in memory for every kind of character on both sides of every boundary', async () => {
    const texts: string[] = []
    for (let code = 2; code < 0x40010; code++) {
      const isSurrogate = code >= 0xd800 && code < 0xe000
      const isEdge = [-2, -1, 1, 2].some((step) => characterClass(Math.max(0, code + step)) !== characterClass(code))
      if (!isSurrogate && (isEdge || code < 0x600 || code % 997 === 0))
        texts.push(`x${String.fromCodePoint(code)}${String.fromCodePoint(code)}y z`)
    }
    expect(texts.length).toBeGreaterThan(1500)
    expect(await tokensInGraph(texts)).toEqual(texts.map(tokensOf))
  })

  it('are those in memory for any text', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 10 }), async (texts) => {
        const withWord = [...texts, 'word']
        expect(await tokensInGraph(withWord)).toEqual(withWord.map(tokensOf))
      }),
      { numRuns: 100, seed: 5 },
    )
  })

  it('are those in memory for a very long text', async () => {
    const text = 'all work and no play, makes 日本 a dull! '.repeat(5000)
    expect(await tokensInGraph([text])).toEqual([tokensOf(text)])
  })
})

describe('termsOf', () => {
  it('counts single tokens and pairs, once per column', () => {
    const column = textColumn('text', ['free call free call', '', 'call', '!?'])
    const terms = termsOf(column)
    expect(termsOf(column)).toBe(terms)
    const rowOf = (row: number): Record<string, number> => {
      const entries: Record<string, number> = {}
      for (let k = terms.starts[row]; k < terms.starts[row + 1]; k++) entries[terms.nameOf(terms.terms[k])] = terms.counts[k]!
      return entries
    }
    expect([0, 1, 2, 3].map(rowOf)).toEqual([
      { free: 2, call: 2, 'free call': 2, 'call free': 1 },
      {},
      { call: 1 },
      { '!': 1, '?': 1, '! ?': 1 },
    ])
    expect([...terms.lengths]).toEqual([4, 0, 1, 2])
    expect(terms.termCount).toBe(7)
  })

  it('finds what it named, and nothing else', () => {
    const texts = fc.array(fc.array(fc.constantFrom('a', 'b', 'ab', 'ü', '日', 'x1'), { maxLength: 30 }), { maxLength: 60 })
    fc.assert(
      fc.property(texts, (rows) => {
        const terms = termsOf(
          textColumn(
            'text',
            rows.map((row) => row.join(' ')),
          ),
        )
        const names = Array.from({ length: terms.termCount }, (_, term) => terms.nameOf(term))
        expect(new Set(names).size).toBe(names.length)
        expect(names.map((termName) => terms.find(termName))).toEqual(names.map((_, term) => term))
        expect(terms.find('absent')).toBe(-1)
        expect(terms.find('a absent')).toBe(-1)
      }),
      { seed: 3 },
    )
  })

  it('keeps apart many thousands of terms', () => {
    const cells = Array.from({ length: 3000 }, (_, i) => `w${i} v${i % 77} u${i * 31}`)
    const terms = termsOf(textColumn('text', cells))
    const expected = new Set(
      cells.flatMap((cell) => {
        const [a, b, c] = cell.split(' ') as [string, string, string]
        return [a, b, c, `${a} ${b}`, `${b} ${c}`]
      }),
    )
    expect(new Set(Array.from({ length: terms.termCount }, (_, term) => terms.nameOf(term)))).toEqual(expected)
  })
})
