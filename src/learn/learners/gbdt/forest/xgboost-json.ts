// A value in a JSON document that knows its place, for messages that name it.
import { MlwrightError } from '../../../../base/core/index.js'
import type { Json } from '../../../../base/core/index.js'

export class JsonPlace {
  readonly value: Json
  readonly #path: string

  constructor(value: Json, path: string) {
    this.value = value
    this.#path = path
  }

  damaged(found: string, expected: string): MlwrightError {
    return new MlwrightError('MODEL_INVALID', `The model is damaged at ${this.#path}: ${found.slice(0, 80)}, expected ${expected}.`, {
      hint: 'Save the model again with XGBoost, and do not edit the file.',
      details: { place: this.#path },
    })
  }

  /** What stands under a key. */
  object(key: string): JsonPlace {
    const place = this.optional(key)
    if (place === undefined) throw this.damaged('nothing', `'${key}'`)
    return place
  }

  optional(key: string): JsonPlace | undefined {
    const { value } = this
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.damaged(this.#shown(), 'an object')
    const inner = Object.hasOwn(value, key) ? (value as Readonly<Record<string, Json>>)[key] : undefined
    return inner === undefined ? undefined : new JsonPlace(inner, `${this.#path} ▸ ${key}`)
  }

  list(): JsonPlace[] {
    if (!Array.isArray(this.value)) throw this.damaged(this.#shown(), 'a list')
    return this.value.map((value: Json, at) => new JsonPlace(value, `${this.#path}[${at}]`))
  }

  text(): string {
    if (typeof this.value !== 'string') throw this.damaged(this.#shown(), 'a text')
    return this.value
  }

  /** A whole number ≥ 0 that is written as a text, here or under a key. */
  textNumber(key?: string): number {
    if (key !== undefined) return this.object(key).textNumber()
    const number = Number(this.value)
    if (typeof this.value !== 'string' || !/^\d+$/.test(this.value) || number > 0x7fffffff)
      throw this.damaged(this.#shown(), 'a whole number')
    return number
  }

  /** A list of finite numbers. `count`: how many; `range`: whole numbers from … to …. */
  numbers(count?: number, range?: readonly [number, number]): readonly number[] {
    const { value } = this
    if (!Array.isArray(value)) throw this.damaged(this.#shown(), 'a list of numbers')
    if (count !== undefined && value.length !== count) throw this.damaged(`${value.length} numbers`, `${count}`)
    const isGood = (number: Json): boolean => {
      if (typeof number !== 'number' || !Number.isFinite(number)) return false
      return range === undefined || (Number.isInteger(number) && number >= range[0] && number <= range[1])
    }
    const at = (value as readonly Json[]).findIndex((number) => !isGood(number))
    if (at >= 0) {
      const expected = range === undefined ? 'a finite number' : `a whole number from ${range[0]} to ${range[1]}`
      throw this.damaged(`${JSON.stringify((value as readonly Json[])[at])} in place ${at}`, expected)
    }
    return value as readonly number[]
  }

  /** A list of 0 and 1, or of false and true. */
  flags(count: number): readonly number[] {
    const { value } = this
    if (!Array.isArray(value) || !value.every((flag: Json) => typeof flag === 'boolean')) return this.numbers(count, [0, 1])
    return new JsonPlace(value.map(Number), this.#path).numbers(count)
  }

  #shown(): string {
    return JSON.stringify(this.value) ?? 'nothing'
  }
}
