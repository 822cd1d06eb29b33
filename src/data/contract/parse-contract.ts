// A contract file to a contract, or to everything that is wrong with it, each with its line.
import { isMap, LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import type * as z from 'zod'
import { didYouMean, MlwrightError, nearestName, showValue } from '../../base/core/index.js'
import { contractFormat } from './contract.js'
import type { Contract } from './contract.js'
import { contractOfFile } from './contract-of-file.js'
import type { Problem } from './contract-of-file.js'
import { contractSchema } from './contract-schema.js'

/** More is no help to read at once. */
const mostProblems = 50

/**
 * Reads the text of a contract file. `name`: of the file, for people.
 * Throws CONTRACT_INVALID that lists every problem with its line; CONTRACT_NEWER where a newer mlwright wrote it. O(text).
 */
export function parseContract(text: string, name: string): Contract {
  const lines = new LineCounter()
  // Plain words stay texts: 007, no and 1 are names and levels, and numbers where the form asks for them.
  const document = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false, uniqueKeys: true })
  if (document.errors.length > 0) {
    throw invalid(
      name,
      document.errors.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, message: message.split('\n')[0].replace(/\.$/, '') })),
    )
  }
  if (!isMap(document.contents))
    throw invalid(name, [
      { line: 1, message: text.trim() === '' ? 'the file is empty' : 'expected names with values, such as "format: 1"' },
    ])
  const content = contentOf(document, name)
  refuseNewer(name, content)
  const lineOf = (path: readonly PropertyKey[]): number => lineAt(document, lines, path)
  const parsed = contractSchema.safeParse(content)
  if (!parsed.success)
    throw invalid(
      name,
      parsed.error.issues.flatMap((issue) => problemsOf(issue, content)).map((problem) => located(problem, lineOf)),
    )
  const { contract, problems } = contractOfFile(parsed.data)
  if (problems.length > 0)
    throw invalid(
      name,
      problems.map((problem) => located(problem, lineOf)),
    )
  return contract
}

function contentOf(document: Document, name: string): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw invalid(name, [{ line: 1, message: (error as Error).message }])
  }
}

function refuseNewer(name: string, content: unknown): void {
  const written = (content as { format?: unknown }).format
  const format = typeof written === 'string' && /^\d+$/.test(written) ? Number(written) : NaN
  if (!(format > contractFormat)) return
  throw new MlwrightError(
    'CONTRACT_NEWER',
    `The contract '${name}' has format ${format}; this mlwright reads formats up to ${contractFormat}.`,
    {
      hint: 'Update mlwright: npm install mlwright@latest',
      details: { contract: name, format, known: contractFormat },
    },
  )
}

/** What the form has against a value, in words. */
function problemsOf(issue: z.core.$ZodIssue, content: unknown): Problem[] {
  const path = issue.path
  if (issue.code === 'unrecognized_keys') {
    const known = knownNames(path)
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: `there is no '${key}' here${didYouMean(nearestName(key, known))}`,
    }))
  }
  const value = valueAt(content, path)
  const where = nameOf(path)
  if (value === undefined) return [{ path: path.slice(0, -1), message: `${where} is missing` }]
  const shown = showValue(value)
  if (issue.code === 'invalid_value') {
    const choices = issue.values.map(String)
    if (issue.message.startsWith('expected')) return [{ path, message: `${where} is ${shown}, ${issue.message}` }]
    const nearest = typeof value === 'string' ? nearestName(value, choices) : undefined
    return [
      {
        path,
        message: `${where} is ${shown}, expected ${choices.length === 1 ? '' : 'one of '}${choices.join(', ')}${didYouMean(nearest)}`,
      },
    ]
  }
  if (issue.code === 'invalid_type') {
    const expected = { array: 'a list', object: 'names with values', string: 'a text' }[issue.expected as string] ?? issue.expected
    return [{ path, message: `${where} is ${shown}, expected ${expected}` }]
  }
  return [{ path, message: `${where} is ${shown}, ${issue.message.replace(/^[A-Z]/, (letter) => letter.toLowerCase())}` }]
}

/** Names that may stand at a place. */
function knownNames(path: readonly PropertyKey[]): string[] {
  let at: unknown = contractSchema
  for (const step of path) {
    at = unwrapped(at)
    const shape = (at as { shape?: Readonly<Record<string, unknown>> }).shape
    at = shape === undefined ? (at as { element?: unknown }).element : shape[String(step)]
  }
  const inner = unwrapped(at) as { shape?: Readonly<Record<string, unknown>>; options?: readonly unknown[] } | undefined
  return Object.keys(inner?.shape ?? {})
}

/** Without what makes it optional. */
function unwrapped(schema: unknown): unknown {
  let at = schema as { unwrap?: () => unknown; element?: unknown } | undefined
  while (at?.unwrap !== undefined && at.element === undefined) at = at.unwrap() as typeof at
  return at
}

function valueAt(content: unknown, path: readonly PropertyKey[]): unknown {
  let at = content
  for (const step of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, step)) return undefined
    at = (at as Readonly<Record<PropertyKey, unknown>>)[step]
  }
  return at
}

/** `columns[3].range.min`. */
function nameOf(path: readonly PropertyKey[]): string {
  return path.map((step, k) => (typeof step === 'number' ? `[${step + 1}]` : `${k === 0 ? '' : '.'}${String(step)}`)).join('')
}

interface Located {
  readonly line: number
  readonly message: string
}

function located({ path, message }: Problem, lineOf: (path: readonly PropertyKey[]) => number): Located {
  return { line: lineOf(path), message }
}

/** The line of a value, of its name where there is one, or of the nearest that there is around it. */
function lineAt(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length--) {
    const parent = document.getIn(path.slice(0, Math.max(0, length - 1)), true)
    if (length > 0 && isMap(parent)) {
      const pair = parent.items.find(({ key }) => String(key) === String(path[length - 1]))
      const start = (pair?.key as { range?: readonly number[] } | undefined)?.range?.[0]
      if (start !== undefined) return lines.linePos(start).line
      continue
    }
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
    const start = (node as { range?: readonly number[] } | undefined)?.range?.[0]
    if (start !== undefined) return lines.linePos(start).line
  }
  return 1
}

function invalid(name: string, problems: readonly Located[]): MlwrightError {
  const sorted = problems.toSorted((a, b) => a.line - b.line)
  const shown = sorted.slice(0, mostProblems).map(({ line, message }) => `\n- line ${line}: ${message}`)
  const rest = sorted.length > mostProblems ? `\n- and ${sorted.length - mostProblems} more` : ''
  const what =
    sorted.length === 1 ? `the contract '${name}' cannot be read` : `the contract '${name}' cannot be read, for ${sorted.length} reasons`
  return new MlwrightError('CONTRACT_INVALID', `${what.replace(/^t/, 'T')}:${shown.join('')}${rest}`, {
    hint: 'Mend these lines (docs/reference/contract.md says what may stand where), or make the file anew: mlwright contract <source> --out <file>.',
    details: { contract: name, problems: sorted.slice(0, mostProblems).map((problem) => ({ ...problem })) },
  })
}
