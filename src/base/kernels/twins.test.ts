// Every training kernel leaves the same bytes in memory as its plain twin, on random input; and the plain twins do what they say.
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { createRandom } from '../core/index.js'
import type { Random } from '../core/index.js'
import type { Kernels } from './kernels.js'
import { enterPlainWorkplace, enterWorkplace } from './load.js'
import type { Workplace } from './load.js'
import type { KernelMemory } from './memory.js'
import { goesLeft } from './partition/partition.js'
import { measureLength } from './quantising/quantising.js'
import { generatorWords } from './sampling/sampling.js'
import { guardedSplitLength } from './split/guarded.js'
import { splitLength } from './split/split.js'

interface Bench {
  readonly kernels: Kernels
  readonly memory: KernelMemory
  readonly random: Random
}

const entered: Workplace[] = []
afterEach(() => entered.splice(0).forEach((place) => place.leave()))

/** Runs the same on the twins and on WebAssembly, over memories that begin alike, and compares all bytes and results. Returns the plain bench. */
function onBoth(seed: number, run: (bench: Bench) => unknown): Bench & { readonly result: unknown } {
  const [plain, compiled] = [enterPlainWorkplace(), enterWorkplace()].map((place) => {
    entered.push(place)
    const { memory } = place
    memory.reserve(2 ** 20)
    memory.views.u8.fill(0, 0, 2 ** 20)
    const bench = { kernels: place.kernels, memory, random: createRandom(seed) }
    return { ...bench, result: run(bench) }
  })
  expect(compiled.result).toEqual(plain.result)
  expect(plain.memory.mark()).toBe(compiled.memory.mark())
  expect(plain.memory.mark()).toBeLessThan(2 ** 20)
  const bytes = (memory: KernelMemory) => Buffer.from(memory.memory.buffer as ArrayBuffer, 0, memory.mark())
  expect(bytes(compiled.memory).equals(bytes(plain.memory))).toBe(true)
  return plain
}

const place = {
  f64: (memory: KernelMemory, values: ArrayLike<number>): number => {
    const pointer = memory.allocate(8 * values.length)
    memory.float64(pointer, values.length).set(values)
    return pointer
  },
  f32: (memory: KernelMemory, values: ArrayLike<number>): number => {
    const pointer = memory.allocate(4 * values.length)
    memory.float32(pointer, values.length).set(values)
    return pointer
  },
  i32: (memory: KernelMemory, values: ArrayLike<number>): number => {
    const pointer = memory.allocate(4 * values.length)
    memory.int32(pointer, values.length).set(values)
    return pointer
  },
  u8: (memory: KernelMemory, values: ArrayLike<number>): number => {
    const pointer = memory.allocate(values.length)
    memory.uint8(pointer, values.length).set(values)
    return pointer
  },
}

const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i))
const seeds = fc.integer({ min: 0 })
const check = (work: (seed: number, random: Random) => void): void =>
  fc.assert(
    fc.property(seeds, (seed) => work(seed, createRandom(`sizes ${seed}`))),
    { numRuns: 40 },
  )

describe('sorting', () => {
  it('packs what is neither 0 nor missing', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double(), fc.constantFrom(0, -0, NaN)), { maxLength: 300 }), (values) => {
        onBoth(0, ({ kernels, memory }) => {
          const at = place.f64(memory, values)
          const zeros = memory.allocate(4)
          const count = kernels.packValues(at, values.length, zeros)
          expect(Array.from(memory.float64(at, count))).toEqual(values.filter((value) => value !== 0 && !Number.isNaN(value)))
          expect(memory.int32(zeros, 1)[0]).toBe(values.filter((value) => value === 0).length)
        })
      }),
    )
  })

  it('sorts any numbers', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 300 }), (values) => {
        onBoth(0, ({ kernels, memory }) => {
          const at = place.f64(memory, values)
          // What the scratch is left with is nobody's business.
          const mark = memory.mark()
          kernels.sortValues(at, memory.allocate(8 * values.length), memory.allocate(8192), values.length)
          memory.release(mark)
          expect(Array.from(memory.float64(at, values.length))).toEqual(Array.from(Float64Array.from(values).sort()))
        })
      }),
    )
  })
})

describe('binning', () => {
  it('finds the first bound that is not below a value, and the bin of missing values', () => {
    check((seed, sizes) => {
      const bins = 1 + sizes.integer(255)
      const count = sizes.integer(200)
      onBoth(seed, ({ kernels, memory, random }) => {
        const inner = times(bins - 1, () => random.integer(1000)).sort((a, b) => a - b)
        const bounds = place.f64(memory, [...inner, ...times(257 - bins, () => Infinity)])
        const special = [NaN, Infinity, -Infinity, -0]
        const values = times(count, () => (random.next() < 0.2 ? special[random.integer(4)] : random.integer(1010) - 5))
        const at = place.f64(memory, values)
        const out = memory.allocate(count)
        kernels.assignBins(at, count, bounds, bins, bins, out)
        const expected = values.map((value) => (Number.isNaN(value) ? bins : inner.filter((bound) => bound < value).length))
        expect(Array.from(memory.uint8(out, count))).toEqual(expected)
      })
    })
  })

  it('counts, extracts what is not common, and writes rows', () => {
    check((seed, sizes) => {
      const rows = 1 + sizes.integer(300)
      const width = 1 + sizes.integer(9)
      onBoth(seed, ({ kernels, memory, random }) => {
        const columns = times(width, () =>
          place.u8(
            memory,
            times(rows, () => (random.next() < 0.8 ? 3 : random.integer(256))),
          ),
        )
        const counts = place.i32(memory, new Int32Array(256))
        kernels.countBins(columns[0], 0, rows, counts)
        const thinRows = memory.allocate(4 * rows)
        const thinBins = memory.allocate(rows)
        const kept = kernels.extractThin(columns[0], 0, rows, 3, thinRows, thinBins, 0)
        expect(kept).toBe(rows - memory.int32(counts, 256)[3])
        const expanded = memory.allocate(rows)
        kernels.expandThin(expanded, rows, 3, thinRows, thinBins, kept)
        expect(memory.uint8(expanded, rows)).toEqual(memory.uint8(columns[0], rows))
        const out = memory.allocate(rows * width)
        kernels.interleave(place.i32(memory, columns), width, 0, rows, out)
        const row = rows - 1
        expect(Array.from(memory.uint8(out + row * width, width))).toEqual(columns.map((at) => memory.uint8(at, rows)[row]))
        return kept
      })
    })
  })
})

/** Rows of a few features, derivatives as entries, the table of the features. */
function placeHistogramInput({ memory, random }: Bench, rows: number, width: number, isWide: boolean) {
  const bins = times(width, () => 2 + random.integer(30))
  const stride = 40
  const values = times(rows * width, (i) => random.integer(bins[i % width]))
  const entries = memory.allocate((isWide ? 16 : 8) * rows)
  const derivatives = times(rows, () => [random.integer(2001) - 1000, random.integer(500)] as const)
  derivatives.forEach(([gradient, hessian], row) => {
    if (isWide) memory.float64(entries + 16 * row, 2).set([gradient, hessian])
    else memory.int32(entries + 8 * row, 2).set([hessian, gradient])
  })
  const chosen = times(rows, (row) => row).filter(() => random.next() < 0.6)
  const hasMissing = bins.map(() => random.next() < 0.5)
  return {
    values,
    stride,
    bins,
    derivatives,
    entries,
    chosen,
    rowBins: place.u8(memory, values),
    order: place.i32(memory, chosen),
    features: place.i32(
      memory,
      times(width, (f) => f),
    ),
    table: place.i32(
      memory,
      bins.flatMap((count, f) => [f * stride, hasMissing[f] ? count - 1 : count, hasMissing[f] ? count - 1 : -1, count]),
    ),
    entryBytes: isWide ? 16 : 8,
    histogramBytes: width * stride * (isWide ? 16 : 8),
    read: (histogram: number, entry: number): [number, number] => {
      if (isWide) return Array.from(memory.float64(histogram + 16 * entry, 2)) as [number, number]
      const [hessian, gradient] = memory.int32(histogram + 8 * entry, 2)
      return [gradient, hessian >>> 0]
    },
  }
}

describe.each([false, true])('histograms, wide: %s', (isWide) => {
  it('are the sums that a naive loop gives, of all or some features; parent less child is sibling', () => {
    check((seed, sizes) => {
      const rows = sizes.integer(150)
      const width = 1 + sizes.integer(11)
      onBoth(seed, (bench) => {
        const { kernels, memory } = bench
        const input = placeHistogramInput(bench, rows, width, isWide)
        const { rowBins, order, chosen, entries, stride, table, features, entryBytes, histogramBytes, read } = input
        const addRows = isWide ? kernels.addRowsWide : kernels.addRows
        const addSome = isWide ? kernels.addSomeOfRowsWide : kernels.addSomeOfRows
        const subtract = isWide ? kernels.subtractHistogramWide : kernels.subtractHistogram
        const [all, part, some] = times(3, () => memory.allocate(histogramBytes))
        for (const at of [all, part, some]) {
          memory.uint8(at, histogramBytes).fill(0)
          memory.uint8(at, entryBytes).fill(9)
          kernels.clearHistogram(at, table, features, width, entryBytes)
        }
        addRows(rowBins, width, order, 0, chosen.length, entries, all, stride)
        for (let f = 0; f < width; f++) {
          for (let bin = 0; bin < input.bins[f]; bin++) {
            const naive = [0, 0]
            for (const row of chosen) {
              if (input.values[row * width + f] !== bin) continue
              naive[0] += input.derivatives[row][0]
              naive[1] += input.derivatives[row][1]
            }
            expect(read(all, f * stride + bin)).toEqual(naive)
          }
        }
        const places = place.i32(memory, [width - 1, (width - 1) * stride])
        addSome(rowBins, width, places, 1, order, 0, chosen.length, entries, some)
        for (let bin = 0; bin < input.bins[width - 1]; bin++) {
          expect(read(some, (width - 1) * stride + bin)).toEqual(read(all, (width - 1) * stride + bin))
        }
        const middle = chosen.length >> 1
        addRows(rowBins, width, order, 0, middle, entries, part, stride)
        subtract(all, part, table, features, width)
        kernels.clearHistogram(some, table, features, width, entryBytes)
        addRows(rowBins, width, order, middle, chosen.length, entries, some, stride)
        expect(memory.uint8(all, histogramBytes)).toEqual(memory.uint8(some, histogramBytes))
      })
    })
  })

  it('of thin features are those of the same features as rows', () => {
    check((seed, sizes) => {
      const rows = 1 + sizes.integer(100)
      const width = 1 + sizes.integer(5)
      onBoth(seed, (bench) => {
        const { kernels, memory } = bench
        const input = placeHistogramInput(bench, rows, width, isWide)
        const { rowBins, order, chosen, entries, stride, table, features, histogramBytes, derivatives } = input
        const [dense, thin] = times(2, () => place.u8(memory, new Uint8Array(histogramBytes)))
        const addRows = isWide ? kernels.addRowsWide : kernels.addRows
        addRows(rowBins, width, order, 0, chosen.length, entries, dense, stride)
        const common = times(width, (f) => f % 2)
        const listed = times(rows, (row) =>
          times(width, (f) => ({ f, bin: input.values[row * width + f] })).filter(({ f, bin }) => bin !== common[f]),
        )
        let sum = 0
        const starts = place.i32(memory, [0, ...listed.map((list) => (sum += list.length))])
        const thinEntries = place.i32(
          memory,
          listed.flat().map(({ f, bin }) => f * stride + bin),
        )
        const addThin = isWide ? kernels.addThinWide : kernels.addThin
        addThin(starts, thinEntries, order, 0, chosen.length, entries, thin)
        const total = (k: 0 | 1): number => chosen.reduce((all, row) => all + derivatives[row][k], 0)
        const complete = isWide ? kernels.completeThinWide : kernels.completeThin
        complete(thin, table, place.i32(memory, common), features, width, total(0), total(1))
        expect(memory.uint8(thin, histogramBytes)).toEqual(memory.uint8(dense, histogramBytes))
      })
    })
  })

  it('give the best of all cuts, tried one by one', () => {
    check((seed, sizes) => {
      const rows = 2 + sizes.integer(120)
      const width = 1 + sizes.integer(4)
      const [l1, l2, minHessian] = [sizes.integer(300), sizes.integer(100), 1 + sizes.integer(2000)]
      onBoth(seed, (bench) => {
        const { kernels, memory } = bench
        const input = placeHistogramInput(bench, rows, width, isWide)
        const { rowBins, order, chosen, entries, stride, table, features, derivatives, bins } = input
        const histogram = place.u8(memory, new Uint8Array(input.histogramBytes))
        const addRows = isWide ? kernels.addRowsWide : kernels.addRows
        addRows(rowBins, width, order, 0, chosen.length, entries, histogram, stride)
        const sum = (k: 0 | 1, of: readonly number[]): number => of.reduce((all, row) => all + derivatives[row][k], 0)
        const sideGain = (of: readonly number[]): number => Math.max(Math.abs(sum(0, of)) - l1, 0) ** 2 / (sum(1, of) + l2)
        const least = sideGain(chosen)
        const node = place.f64(memory, [sum(0, chosen), sum(1, chosen), chosen.length, least])
        const limits = place.f64(memory, [l1, l2, -Infinity, minHessian])
        const out = place.f64(memory, [0, -1, ...new Float64Array(splitLength - 2)])
        const isOpen = place.u8(memory, new Uint8Array(width).fill(9))
        const search = isWide ? kernels.searchSplitsWide : kernels.searchSplits
        search(histogram, table, features, width, node, limits, out, isOpen)
        const [gain, feature, bin, missingLeft, leftGradient, leftHessian] = memory.float64(out, splitLength)
        let best = 0
        const leftOf = (f: number, cut: number, missing: number): number[] => {
          const [, , missingBin] = memory.int32(table + 16 * f, 4)
          return chosen.filter((row) => {
            const b = input.values[row * width + f]
            return b === missingBin ? missing === 1 : b <= cut
          })
        }
        for (let f = 0; f < width; f++) {
          let ofFeature = -Infinity
          for (let cut = 0; cut < bins[f] - 1; cut++) {
            for (const missing of [0, 1]) {
              const left = leftOf(f, cut, missing)
              const right = chosen.filter((row) => !left.includes(row))
              if (sum(1, left) < minHessian || sum(1, right) < minHessian) continue
              ofFeature = Math.max(ofFeature, sideGain(left) + sideGain(right))
            }
          }
          best = Math.max(best, ofFeature)
          // Where a cut changes nothing, rounding decides.
          if (Math.abs(ofFeature - least) > 1e-6 * (1 + least)) expect(memory.uint8(isOpen, width)[f]).toBe(ofFeature > least ? 1 : 0)
        }
        expect(gain).toBeCloseTo(best, 6)
        if (feature >= 0) expect([leftGradient, leftHessian]).toEqual([0, 1].map((k) => sum(k as 0 | 1, leftOf(feature, bin, missingLeft))))
      })
    })
  })
})

describe.each([false, true])('guarded cuts, wide: %s', (isWide) => {
  it('are those that a naive loop finds: the best one, and the gains of all', () => {
    check((seed, sizes) => {
      const rows = 2 + sizes.integer(80)
      const width = 1 + sizes.integer(3)
      const [l1, l2] = [sizes.integer(300), sizes.integer(100)]
      const limits = [l1, l2, sizes.integer(5), 1 + sizes.integer(2000), sizes.next() < 0.5 ? Infinity : 2 * sizes.next(), sizes.integer(3)]
      const [own, bound] = [sizes.next() - 0.5, sizes.next() < 0.5 ? Infinity : sizes.next()]
      onBoth(seed, (bench) => {
        const { kernels, memory, random } = bench
        const input = placeHistogramInput(bench, rows, width, isWide)
        const { rowBins, order, chosen, entries, stride, table, features, derivatives, bins } = input
        const histogram = place.u8(memory, new Uint8Array(input.histogramBytes))
        const addRows = isWide ? kernels.addRowsWide : kernels.addRows
        addRows(rowBins, width, order, 0, chosen.length, entries, histogram, stride)
        const sum = (k: 0 | 1, of: readonly number[]): number => of.reduce((all, row) => all + derivatives[row][k], 0)
        const [gradient, hessian] = [sum(0, chosen), sum(1, chosen)]
        const rules = times(width, () => [random.integer(3) - 1, random.next() < 0.5 ? -1 : random.integer(10)] as const)
        const node = place.f64(memory, [gradient, hessian, chosen.length, own, -bound, bound, 7])
        const limitsAt = place.f64(memory, limits)
        const rulesAt = place.i32(memory, rules.flat())
        const out = place.f64(memory, [-1e300, -1, ...new Float64Array(guardedSplitLength - 2)])
        const gains = place.f64(memory, new Float64Array(2 * width * stride))
        const search = isWide ? kernels.searchGuardedWide : kernels.searchGuarded
        const addGains = isWide ? kernels.addCutGainsWide : kernels.addCutGains
        search(histogram, table, features, width, node, limitsAt, rulesAt, out)
        addGains(histogram, table, features, width, node, limitsAt, rulesAt, gains)
        const [, , minRows, minHessian, step, smoothing] = limits
        const sideOf = (of: readonly number[], f: number) => {
          const [g, h] = [sum(0, of), sum(1, of)]
          // Rows are estimated bin by bin.
          const perBin = new Map<number, number>()
          for (const row of of) {
            const bin = input.values[row * width + f]
            perBin.set(bin, (perBin.get(bin) ?? 0) + derivatives[row][1])
          }
          const count = [...perBin.values()].reduce((all, weight) => all + Math.floor((weight * chosen.length) / hessian + 0.5), 0)
          return { g, h, count }
        }
        const judge = ({ g, h }: { g: number; h: number }, count: number): { value: number; gain: number } => {
          const shrunk = Math.sign(g) * Math.max(Math.abs(g) - l1, 0)
          let value = Math.max(-step, Math.min(step, -shrunk / (h + l2)))
          if (smoothing > 0) value = (value * count + own * smoothing) / (count + smoothing)
          value = Math.max(-bound, Math.min(bound, value))
          return { value, gain: -2 * shrunk * value - (h + l2) * value ** 2 }
        }
        const expected = new Map<string, number>()
        // Where the column has no missing rows, rows are counted from the right alone.
        let best = -Infinity
        for (let f = 0; f < width; f++) {
          const [, valueBins, missingBin] = memory.int32(table + 16 * f, 4)
          for (const missing of missingBin < 0 ? [0] : [0, 1]) {
            for (let cut = 0; cut < (missing === 1 || missingBin < 0 ? valueBins - 1 : valueBins); cut++) {
              if (rules[f][1] >= 0 && cut !== rules[f][1]) continue
              const isLeft = (row: number): boolean => {
                const bin = input.values[row * width + f]
                return bin === missingBin ? missing === 1 : bin <= cut
              }
              const [left, right] = [chosen.filter(isLeft), chosen.filter((row) => !isLeft(row))].map((of) => sideOf(of, f))
              // One side is counted bin by bin, the other one is what is left.
              const leftCount = missing === 1 || missingBin < 0 ? chosen.length - right.count : left.count
              const rightCount = chosen.length - leftCount
              if (Math.min(left.h, right.h) < minHessian || Math.min(leftCount, rightCount) < minRows) continue
              const [a, b] = [judge(left, leftCount), judge(right, rightCount)]
              // Where values are equal but for rounding, either is right; none of these examples has them.
              if ((a.value - b.value) * rules[f][0] > 0) continue
              expected.set(`${f} ${cut} ${missing}`, a.gain + b.gain)
              best = Math.max(best, a.gain + b.gain)
            }
          }
        }
        const found = memory.float64(out, guardedSplitLength)
        if (best === -Infinity) expect(found[1]).toBe(-1)
        else {
          expect(found[0]).toBeCloseTo(best, 5)
          expect(expected.get(`${found[1]} ${found[2]} ${found[3]}`)).toBeCloseTo(found[0], 5)
        }
        const summed = memory.float64(gains, 2 * width * stride)
        for (let f = 0; f < width; f++) {
          for (let cut = 0; cut < bins[f]; cut++) {
            for (const missing of [0, 1]) {
              const gain = expected.get(`${f} ${cut} ${missing}`)
              expect(summed[2 * (f * stride + cut) + missing]).toBeCloseTo(gain === undefined ? 0 : gain - 7, 5)
            }
          }
        }
      })
    })
  })
})

describe('rows', () => {
  it('are partitioned in their order, summed, and given values', () => {
    check((seed, sizes) => {
      const rows = sizes.integer(200)
      const begin = sizes.integer(rows + 1)
      onBoth(seed, ({ kernels, memory, random }) => {
        const bins = times(rows, () => random.integer(256))
        const isLeft = times(256, () => (random.next() < 0.5 ? goesLeft : 0))
        const column = place.u8(memory, bins)
        const order = place.i32(memory, random.shuffle(times(rows, (row) => row)))
        const before = Array.from(memory.int32(order, rows))
        const mark = memory.mark()
        const sides = place.u8(memory, isLeft)
        const middle = kernels.partitionRows(column, sides, order, begin, rows, memory.allocate(4 * rows))
        // What the scratch is left with differs.
        memory.views.u8.fill(0, mark, memory.mark() + 64)
        memory.release(mark)
        const touched = before.slice(begin)
        const expected = [true, false].flatMap((side) => touched.filter((row) => (isLeft[bins[row]] !== 0) === side))
        expect(Array.from(memory.int32(order, rows))).toEqual([...before.slice(0, begin), ...expected])
        const floats = times(2, () =>
          place.f32(
            memory,
            times(rows, () => random.normal()),
          ),
        )
        const out = memory.allocate(16)
        kernels.sumRows(floats[0], floats[1], order, begin, rows, out)
        const scores = place.f64(
          memory,
          times(rows, () => random.normal()),
        )
        kernels.addToScores(scores, order, begin, middle, 0.1)
        return middle
      })
    })
  })
})

describe('designs of linear models', () => {
  it('are scored, summed and squared alike, some columns or all, for one output and several', () => {
    check((seed, sizes) => {
      const rows = 1 + sizes.integer(30)
      const denseCount = sizes.integer(6)
      const size = denseCount + sizes.integer(6)
      const outputs = 1 + sizes.integer(4)
      const from = sizes.integer(rows)
      onBoth(seed, ({ kernels, memory, random }) => {
        const entries = times(rows, () => times(size - denseCount, (j) => denseCount + j).filter(() => random.next() < 0.4))
        const dense = place.f64(
          memory,
          times(rows * denseCount, () => random.normal()),
        )
        const rowStarts = place.i32(
          memory,
          times(rows + 1, (row) => entries.slice(0, row).flat().length),
        )
        const columns = place.i32(memory, entries.flat())
        const values = place.f64(
          memory,
          entries.flat().map(() => random.normal()),
        )
        const design = [dense, denseCount, rowStarts, columns, values, from, rows] as const
        const coefficients = place.f64(
          memory,
          times((size + 1) * outputs, () => random.normal()),
        )
        const scores = memory.allocate(8 * rows * outputs)
        kernels.scoreDesign(...design, coefficients, size, outputs, scores)
        const sums = memory.allocate(8 * (size + 1) * outputs)
        kernels.sumDesign(...design, scores, size, outputs, sums)
        const weights = place.f64(
          memory,
          times(rows, () => random.integer(3)),
        )
        const chosen = times(size, (j) => j).filter(() => random.next() < 0.8)
        const denseColumns = chosen.filter((j) => j < denseCount)
        const positions = place.i32(
          memory,
          times(size, (j) => chosen.indexOf(j)),
        )
        const width = chosen.length + 1
        const gram = memory.allocate(8 * width * width)
        const chosenAt = place.i32(memory, denseColumns)
        const mark = memory.mark()
        const [lines, met] = [memory.allocate(32 * (denseColumns.length + 1)), memory.allocate(16 * width)]
        kernels.gramDesign(...design, weights, positions, chosenAt, denseColumns.length, width, lines, met, gram)
        // What the scratch is left with is nobody's business.
        memory.views.u8.fill(0, mark, memory.mark())
        memory.release(mark)
        const cell = (row: number, column: number): number => {
          if (column === size) return 1
          if (column < denseCount) return memory.float64(dense, rows * denseCount)[row * denseCount + column]
          const e = entries[row].indexOf(column)
          return e < 0 ? 0 : memory.float64(values, entries.flat().length)[entries.slice(0, row).flat().length + e]
        }
        const all = [...chosen, size]
        for (let a = 0; a < width; a++) {
          for (let b = 0; b <= a; b++) {
            const products = times(
              rows - from,
              (i) => cell(from + i, all[a]) * cell(from + i, all[b]) * memory.float64(weights, rows)[from + i],
            )
            expect(memory.float64(gram, width * width)[a * width + b]).toBeCloseTo(
              products.reduce((sum, one) => sum + one, 0),
              12,
            )
          }
        }
      })
    })
  })
})

describe('sampling', () => {
  it('draws as many rows as wanted, keeps both parts in their order, and draws others the next time', () => {
    check((seed, sizes) => {
      const count = 1 + sizes.integer(400)
      const wanted = 1 + sizes.integer(count)
      onBoth(seed, ({ kernels, memory, random }) => {
        const rows = times(count, (i) => 3 * i)
        const at = place.i32(memory, rows)
        const state = place.i32(
          memory,
          times(generatorWords, () => random.integer(2 ** 32)),
        )
        const marks = memory.allocate(count + 15)
        const order = memory.allocate(4 * count)
        const drawTwice = times(2, () => {
          kernels.drawRows(at, count, wanted, state, marks, order)
          return Array.from(memory.int32(order, count))
        })
        for (const drawn of drawTwice) {
          const [inside, outside] = [drawn.slice(0, wanted), drawn.slice(wanted)]
          const ascending = (values: number[]) => values.toSorted((a, b) => a - b)
          expect(inside).toEqual(ascending(inside))
          expect(outside).toEqual(ascending(outside))
          expect(ascending(drawn)).toEqual(rows)
        }
        if (count > 100 && wanted > 20 && wanted < count - 20) expect(drawTwice[0]).not.toEqual(drawTwice[1])
        return drawTwice
      })
    })
  })

  it.each([0.003, 0.5, 0.8, 0.999])('draws every row and every pair equally often (share %s)', (share) => {
    const { kernels, memory, leave } = enterWorkplace()
    const count = 1000
    const wanted = Math.max(2, Math.round(share * count))
    const at = place.i32(
      memory,
      times(count, (i) => i),
    )
    const state = place.i32(
      memory,
      times(generatorWords, (i) => 0x9e3779b9 * (i + 1)),
    )
    const marks = memory.allocate(count + 15)
    const order = memory.allocate(4 * count)
    const rounds = 20_000
    const counts = new Float64Array(count)
    // Rows that stand together share a word of random bits.
    const pairs = new Float64Array(count - 1)
    const isDrawn = new Uint8Array(count)
    for (let round = 0; round < rounds; round++) {
      kernels.drawRows(at, count, wanted, state, marks, order)
      isDrawn.fill(0)
      for (const row of memory.int32(order, wanted)) isDrawn[row] = 1
      for (let row = 0; row < count; row++) counts[row] += isDrawn[row]
      for (let row = 0; row + 1 < count; row++) pairs[row] += isDrawn[row] & isDrawn[row + 1]
    }
    leave()
    const expectEvery = (values: Float64Array, probability: number): void => {
      const deviation = Math.sqrt(rounds * probability * (1 - probability))
      for (const value of values) expect(Math.abs(value - rounds * probability)).toBeLessThan(5 * deviation + 5)
    }
    expectEvery(counts, wanted / count)
    expectEvery(pairs, (wanted * (wanted - 1)) / (count * (count - 1)))
  })
})

describe('quantising', () => {
  it('rounds to the nearest quantum, halves to even; sums are the sums of what it gives', () => {
    check((seed, sizes) => {
      const rows = 1 + sizes.integer(200)
      const scale = 2 ** (sizes.integer(20) - 4)
      const hessianScale = sizes.next() < 0.3 ? 0 : scale
      onBoth(seed, ({ kernels, memory, random }) => {
        const gradients = place.f32(
          memory,
          times(rows, () => (random.integer(401) - 200) / 16),
        )
        const hessians = place.f32(
          memory,
          times(rows, () => random.integer(200) / 16),
        )
        const packed = memory.allocate(8 * rows)
        const wide = memory.allocate(16 * rows)
        const order = place.i32(
          memory,
          times(rows, (row) => row),
        )
        const [sums, wideSums, measured] = [memory.allocate(16), memory.allocate(16), memory.allocate(32)]
        kernels.quantise(gradients, hessians, 0, rows, scale, hessianScale, packed, sums)
        kernels.quantiseWide(gradients, hessians, 0, rows, scale, hessianScale, wide, wideSums)
        const written = [sums, wideSums].map((at) => memory.float64(at, 2).slice())
        // −0 and 0 are one number, but not the same bytes.
        const numbers = memory.float64(wide, 2 * rows)
        numbers.forEach((value, i) => (numbers[i] = value + 0))
        numbers.forEach((value, i) => {
          const word = memory.int32(packed, 2 * rows)[i ^ 1]
          expect(word).toBe(value)
        })
        kernels.sumQuanta(packed, order, 0, rows, sums)
        kernels.sumQuantaWide(wide, order, 0, rows, wideSums)
        expect(written).toEqual([sums, wideSums].map((at) => memory.float64(at, 2)))
        expect(memory.float64(sums, 2)).toEqual(memory.float64(wideSums, 2))
        kernels.measureDerivatives(gradients, hessians, order, 0, rows, measured)
        const inOrder = memory.float64(measured, measureLength).slice()
        kernels.measureDerivatives(gradients, hessians, 0, 0, rows, measured)
        expect(memory.float64(measured, measureLength)).toEqual(inOrder)
        expect(inOrder[0]).toBe(memory.float32(gradients, rows).reduce((sum, value) => sum + Math.abs(value), 0))
        const first = memory.float32(gradients, 1)[0] * scale
        expect(Math.abs(memory.float64(wide, 1)[0] - first)).toBeLessThanOrEqual(0.5)
      })
    })
  })
})
