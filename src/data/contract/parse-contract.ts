// A contract file to a contract, or to everything that is wrong with it, each with its line.
import { isMap, LineCounter, parseDocument } from 'yaml'
import type { Document } from 'yaml'
import type * as z from 'zod'
import { didYouMean, MlwrightError, nearestName, showValue } from '../../base/core/index.js'
import { contractFormat } from './contract.js'
import type { Contract } from './contract.js'
import { contractOfFile } from './contract-of-file.js'
import { columnSchema, contractSchema, keySchema, relationSchema } from './contract-schema.js'
import { fileProblems } from './file-problems.js'
import type { FileParts, Problem } from './file-problems.js'
import { quoted } from './wording.js'

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
  const parsed = contractSchema.safeParse(content)
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => problemsOf(issue, content))
  const problems = [...issues, ...fileProblems(partsOf(content))]
  if (parsed.success && problems.length === 0) return contractOfFile(parsed.data)
  throw invalid(
    name,
    problems.map(({ path, message }) => ({ line: lineAt(document, lines, path), message })),
  )
}

/** Each part by itself: what is wrong with one hides nothing of the others. */
function partsOf(content: unknown): FileParts {
  const listOf = (name: string): readonly unknown[] => {
    const list = valueAt(content, [name])
    return Array.isArray(list) ? list : []
  }
  return {
    rows: contractSchema.shape.rows.safeParse(valueAt(content, ['rows'])).data,
    columns: listOf('columns').map((column) => columnSchema.safeParse(column).data),
    names: listOf('columns').map((column) => {
      const name = valueAt(column, ['name'])
      return typeof name === 'string' ? name : undefined
    }),
    keys: listOf('keys').map((key) => keySchema.safeParse(key).data),
    relations: listOf('relations').map((relation) => relationSchema.safeParse(relation).data),
  }
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
  const where = nameOf(path, content)
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
    const expected = { array: 'a list', object: 'names with values', string: 'a text' }[String(issue.expected)] ?? issue.expected
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

/** `range.min of 'age'`, `relations 3: columns`: by the name of a column where it has one. */
function nameOf(path: readonly PropertyKey[], content: unknown): string {
  const [list, place, ...inner] = path
  if (typeof place !== 'number') return path.map(String).join('.')
  const within = inner
    .map((step) => (typeof step === 'number' ? `[${step + 1}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./, '')
  const name = list === 'columns' ? valueAt(content, [list, place, 'name']) : undefined
  const where = typeof name === 'string' ? quoted([name]) : `${String(list)} ${place + 1}`
  return within === '' ? where : `${where}: ${within}`
}

interface Located {
  readonly line: number
  readonly message: string
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
