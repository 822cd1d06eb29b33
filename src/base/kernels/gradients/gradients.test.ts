// Derivatives by hand and by finite differences; WebAssembly beside the plain twins; the exponential beside Math.exp.
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../core/index.js'
import { plainKernels, sharedKernels } from '../binary.js'
import { exponential } from './exponential.js'
import { plainGradients } from './gradients.js'
import type { GradientKernels } from './gradients.js'

/** What the compiled modules need of the host. */
interface Host {
  readonly Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => { readonly buffer: ArrayBufferLike }
  readonly Module: new (bytes: Uint8Array) => object
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown }
}
const host = (globalThis as unknown as { WebAssembly: Host }).WebAssembly

/** Kernels and the memory that they work on. */
interface Place {
  readonly buffer: ArrayBufferLike
  readonly kernels: GradientKernels
}

function compiled(shared: boolean): Place {
  const memory = new host.Memory({ initial: 16, maximum: 65_536, shared })
  const module = new host.Module(Buffer.from(shared ? sharedKernels : plainKernels, 'base64'))
  return { buffer: memory.buffer, kernels: new host.Instance(module, { env: { memory } }).exports as GradientKernels }
}

function plain(): Place {
  const buffer = new ArrayBuffer(16_384)
  return { buffer, kernels: plainGradients({ f32: new Float32Array(buffer), f64: new Float64Array(buffer) }) }
}

interface Example {
  readonly scores: readonly number[]
  readonly targets: readonly number[]
  readonly weights: readonly number[] | undefined
}

interface Placed {
  readonly pointers: readonly [scores: number, targets: number, weights: number, gradients: number, hessians: number]
  readonly gradients: Float32Array
  readonly hessians: Float32Array
}

/** Puts an example into a buffer, output arrays filled with what must not stay. */
function place({ scores, targets, weights }: Example, buffer: ArrayBufferLike): Placed {
  let at = 64
  const doubles = (values: readonly number[]): number => {
    const from = at
    new Float64Array(buffer, from, values.length).set(values)
    at += 8 * values.length
    return from
  }
  const singles = (length: number): Float32Array => {
    const placed = new Float32Array(buffer, at, length).fill(-77)
    at += 8 * Math.ceil(length / 2)
    return placed
  }
  const from = doubles(scores)
  const targetsAt = doubles(targets)
  const weightsAt = weights === undefined ? 0 : doubles(weights)
  const gradients = singles(scores.length)
  const hessians = singles(scores.length)
  return { pointers: [from, targetsAt, weightsAt, gradients.byteOffset, hessians.byteOffset], gradients, hessians }
}

describe('the exponential', () => {
  it('is within 2 units in the last place of Math.exp from −708 to 709, and exact at 0', () => {
    const random = createRandom(1)
    const unit = new Float64Array(1)
    const bits = new BigInt64Array(unit.buffer)
    const order = (value: number): bigint => {
      unit[0] = value
      return bits[0]
    }
    let worst = 0n
    for (let i = 0; i < 200_000; i++) {
      const x = i % 2 === 0 ? -708 + 1417 * random.next() : 4 * random.normal()
      const distance = order(exponential(x)) - order(Math.exp(x))
      if (distance > worst) worst = distance
      if (-distance > worst) worst = -distance
    }
    expect(worst).toBeLessThanOrEqual(2n)
    expect(exponential(0)).toBe(1)
    expect(exponential(-0)).toBe(1)
  })

  it('holds still beyond its range, and NaN stays NaN', () => {
    expect(exponential(1e300)).toBe(exponential(709))
    expect(exponential(-Infinity)).toBe(exponential(-708))
    expect(exponential(-708)).toBeGreaterThan(0)
    expect(exponential(NaN)).toBeNaN()
  })
})

type Run = (kernels: GradientKernels, pointers: Placed['pointers'], begin: number, end: number) => void

/** Each kernel with the targets it takes and its loss. */
const losses: readonly { name: string; run: Run; targetOf: (u: number) => number; loss: (score: number, target: number) => number }[] = [
  {
    name: 'squared',
    run: (kernels, pointers, begin, end) => kernels.squaredGradients(...pointers, begin, end),
    targetOf: (u) => 20 * u - 10,
    loss: (score, target) => (score - target) ** 2 / 2,
  },
  {
    name: 'logistic',
    run: (kernels, pointers, begin, end) => kernels.logisticGradients(...pointers, begin, end, 1.5, 3, 0.5),
    targetOf: (u) => (u < 0.3 ? 0 : u > 0.6 ? 1 : u),
    loss: (score, target) => {
      const z = 1 / (1 + Math.exp(-1.5 * score))
      return -(target > 0 ? 3 : 0.5) * (target * Math.log(z) + (1 - target) * Math.log(1 - z))
    },
  },
  {
    name: 'tweedie, power 1.3',
    run: (kernels, pointers, begin, end) => kernels.tweedieGradients(...pointers, begin, end, 1.3, 1),
    targetOf: (u) => (u < 0.3 ? 0 : 9 * u),
    loss: (score, target) => (-target * Math.exp(-0.3 * score)) / -0.3 + Math.exp(0.7 * score) / 0.7,
  },
  {
    name: 'tweedie, power 1: Poisson',
    run: (kernels, pointers, begin, end) => kernels.tweedieGradients(...pointers, begin, end, 1, 1),
    targetOf: (u) => Math.floor(6 * u),
    loss: (score, target) => Math.exp(score) - target * score,
  },
  {
    name: 'tweedie, power 2: gamma',
    run: (kernels, pointers, begin, end) => kernels.tweedieGradients(...pointers, begin, end, 2, 1),
    targetOf: (u) => 0.1 + 5 * u,
    loss: (score, target) => target * Math.exp(-score) + score,
  },
]

function exampleOf(count: number, targetOf: (u: number) => number, seed: number, spread = 2): Example {
  const random = createRandom(seed)
  const make = (of: () => number): number[] => Array.from({ length: count }, of)
  return {
    scores: make(() => spread * random.normal()),
    targets: make(() => targetOf(random.next())),
    weights: seed % 2 === 0 ? undefined : make(() => 0.25 * random.integer(9)),
  }
}

describe.each(losses)('$name', ({ run, targetOf, loss }) => {
  it('the gradient is the slope of the loss, the hessian the slope of the gradient, times weight, within 1e-5', () => {
    const example = exampleOf(41, targetOf, 3)
    const { buffer, kernels } = plain()
    const arrays = place(example, buffer)
    run(kernels, arrays.pointers, 0, 41)
    const step = 1e-4
    for (let row = 0; row < 41; row++) {
      const target = example.targets[row]
      const score = example.scores[row]
      const weight = example.weights![row]
      const [low, middle, high] = [score - step, score, score + step].map((at) => weight * loss(at, target))
      const scale = Math.max(1, Math.abs(middle))
      expect(Math.abs((high - low) / (2 * step) - arrays.gradients[row]) / scale).toBeLessThan(1e-5)
      expect(Math.abs((high - 2 * middle + low) / step ** 2 - arrays.hessians[row]) / scale).toBeLessThan(1e-5)
    }
  })

  it.each([false, true])('WebAssembly gives the bits of the twin, whatever the ranges (shared memory: %s)', (shared) => {
    const wasm = compiled(shared)
    const twin = plain()
    for (const seed of [2, 3]) {
      for (const spread of [1, 400]) {
        const example = exampleOf(257, targetOf, seed, spread)
        const expected = place(example, twin.buffer)
        run(twin.kernels, expected.pointers, 0, 257)
        for (const cuts of [
          [0, 257],
          [0, 1, 2, 257],
          [0, 3, 128, 131, 256, 257],
        ]) {
          const ours = place(example, wasm.buffer)
          for (let c = 1; c < cuts.length; c++) run(wasm.kernels, ours.pointers, cuts[c - 1], cuts[c])
          expect(ours.gradients).toEqual(expected.gradients)
          expect(ours.hessians).toEqual(expected.hessians)
        }
      }
    }
  })
})

describe('softmax', () => {
  const rowCount = 33
  const classCount = 3
  const random = createRandom(5)
  const example = (spread: number, weighted: boolean): Example => ({
    scores: Array.from({ length: rowCount * classCount }, () => spread * random.normal()),
    targets: Array.from({ length: rowCount }, () => random.integer(classCount)),
    weights: weighted ? Array.from({ length: rowCount }, () => random.integer(5)) : undefined,
  })

  it('the gradient is the slope of the loss, the hessian 1.5 times the slope of the gradient, times weight, within 1e-5', () => {
    const { scores, targets, weights } = example(1, true)
    const { buffer, kernels } = plain()
    const arrays = place({ scores, targets, weights }, buffer)
    kernels.softmaxGradients(...arrays.pointers, 0, rowCount, rowCount, classCount)
    const step = 1e-4
    for (let row = 0; row < rowCount; row++) {
      const own = [0, 1, 2].map((k) => scores[k * rowCount + row])
      const lossAt = (k: number, by: number): number => {
        const moved = own.map((score, j) => score + (j === k ? by : 0))
        return weights![row] * (Math.log(moved.reduce((sum, score) => sum + Math.exp(score), 0)) - moved[targets[row]])
      }
      for (let k = 0; k < classCount; k++) {
        const [low, middle, high] = [-step, 0, step].map((by) => lossAt(k, by))
        expect(arrays.gradients[k * rowCount + row]).toBeCloseTo((high - low) / (2 * step), 5)
        expect(arrays.hessians[k * rowCount + row]).toBeCloseTo((1.5 * (high - 2 * middle + low)) / step ** 2, 5)
      }
    }
  })

  it.each([false, true])('WebAssembly gives the bits of the twin, whatever the ranges (shared memory: %s)', (shared) => {
    const wasm = compiled(shared)
    const twin = plain()
    for (const spread of [1, 300]) {
      for (const weighted of [false, true]) {
        const drawn = example(spread, weighted)
        const expected = place(drawn, twin.buffer)
        twin.kernels.softmaxGradients(...expected.pointers, 0, rowCount, rowCount, classCount)
        for (const cuts of [
          [0, rowCount],
          [0, 1, 2, 5, rowCount],
        ]) {
          const ours = place(drawn, wasm.buffer)
          for (let c = 1; c < cuts.length; c++) wasm.kernels.softmaxGradients(...ours.pointers, cuts[c - 1], cuts[c], rowCount, classCount)
          expect(ours.gradients).toEqual(expected.gradients)
          expect(ours.hessians).toEqual(expected.hessians)
        }
      }
    }
  })
})

it.each([
  ['plain', plain],
  ['compiled', () => compiled(false)],
])('writes only the rows it is given: %s', (_, make) => {
  const { buffer, kernels } = make()
  const placed = place(
    exampleOf(9, (u) => u, 2),
    buffer,
  )
  kernels.squaredGradients(...placed.pointers, 2, 5)
  expect(Array.from(placed.gradients, (value) => value === -77)).toEqual([true, true, false, false, false, true, true, true, true])
  expect(Array.from(placed.hessians)).toEqual([-77, -77, 1, 1, 1, -77, -77, -77, -77])
})
