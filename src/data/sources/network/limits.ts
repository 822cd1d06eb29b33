// How much is fetched, and how long it is waited for; the environment may say otherwise.
import { MlwrightError } from '../../../base/core/index.js'
import { largestBytes } from '../content.js'

export interface Limits {
  /** Of one file, packed and unpacked. */
  readonly mostBytes: number
  /** Without a single byte. */
  readonly idleMs: number
}

const defaults = { mostBytes: 2 * 2 ** 30, idleSeconds: 30 }

/** From MLWRIGHT_MAX_DOWNLOAD_BYTES and MLWRIGHT_NETWORK_TIMEOUT_SECONDS. Throws OPTION_INVALID. */
export function networkLimits(environment: NodeJS.ProcessEnv = process.env): Limits {
  return {
    mostBytes: Math.min(numberOf('MLWRIGHT_MAX_DOWNLOAD_BYTES', environment) ?? defaults.mostBytes, largestBytes),
    idleMs: 1000 * (numberOf('MLWRIGHT_NETWORK_TIMEOUT_SECONDS', environment) ?? defaults.idleSeconds),
  }
}

function numberOf(name: string, environment: NodeJS.ProcessEnv): number | undefined {
  const text = environment[name]?.trim()
  if (text === undefined || text === '') return undefined
  const value = Number(text)
  if (value > 0 && Number.isFinite(value)) return value
  throw new MlwrightError('OPTION_INVALID', `${name} is '${text}' in the environment. Expected a number above 0.`, {
    hint: `For example ${name}=${name.endsWith('BYTES') ? '500000000' : '60'}, or leave it out.`,
    details: { variable: name },
  })
}
