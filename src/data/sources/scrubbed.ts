// Findings and errors as they may be written: without personal data that patterns can find, whatever cell they quote.
import { isMlwrightError, MlwrightError } from '../../base/core/index.js'
import type { Finding, Json } from '../../base/core/index.js'
import { scrubText } from '../personal/index.js'

export function scrubFinding(finding: Finding): Finding {
  return { ...finding, evidence: scrubJson(finding.evidence) as Finding['evidence'], message: scrubText(finding.message) }
}

/** The same error with its texts scrubbed; what is no MlwrightError stays as it is. */
export function scrubError(error: unknown): unknown {
  if (!isMlwrightError(error)) return error
  const { code, message, hint, details, cause } = error
  const [said, todo, held] = [scrubText(message), scrubText(hint), scrubJson(details)]
  if (said === message && todo === hint && JSON.stringify(held) === JSON.stringify(details)) return error
  return new MlwrightError(code, said, { hint: todo, details: held as Readonly<Record<string, Json>>, cause })
}

function scrubJson(value: Json): Json {
  if (typeof value === 'string') return scrubText(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one: Json) => scrubJson(one))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [scrubText(key), scrubJson(one as Json)]))
}
