// Findings and errors as they may be written: without personal data that patterns can find, whatever cell they quote.
import { isMlwrightError, MlwrightError } from '../../base/core/index.js'
import type { Finding, Json } from '../../base/core/index.js'
import { concealText, scrubText } from '../personal/index.js'
import type { DistinctTexts } from '../schema/index.js'

export function scrubFinding(finding: Finding): Finding {
  return { ...finding, evidence: rewriteJson(finding.evidence, scrubText) as Finding['evidence'], message: scrubText(finding.message) }
}

/** The same error with its texts scrubbed; what is no MlwrightError stays as it is, and so does what names a source, which is as it was asked for. */
export function scrubError(error: unknown): unknown {
  if (isMlwrightError(error) && error.code.startsWith('SOURCE_')) return error
  return rewriteError(error, scrubText)
}

/** The same error with these texts, whole or cut short, in a form that shows nothing. */
export function unquoteError(error: unknown, texts: DistinctTexts): unknown {
  return rewriteError(error, (said) => {
    let result = said
    for (let i = 0; i < texts.size; i++) {
      const text = texts.text(i)
      for (const quoted of [text, text.slice(0, 39)])
        if (quoted.length > 1 && result.includes(quoted)) result = result.replaceAll(quoted, () => concealText(quoted))
    }
    return result
  })
}

function rewriteError(error: unknown, rewrite: (text: string) => string): unknown {
  if (!isMlwrightError(error)) return error
  const { code, message, hint, details, cause } = error
  const [said, todo, held] = [rewrite(message), rewrite(hint), rewriteJson(details, rewrite)]
  if (said === message && todo === hint && JSON.stringify(held) === JSON.stringify(details)) return error
  return new MlwrightError(code, said, { hint: todo, details: held as Readonly<Record<string, Json>>, cause })
}

function rewriteJson(value: Json, rewrite: (text: string) => string): Json {
  if (typeof value === 'string') return rewrite(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((one: Json) => rewriteJson(one, rewrite))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [rewrite(key), rewriteJson(one, rewrite)]))
}
