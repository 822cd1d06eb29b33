// Columns that nearly tell a sensitive one: leaving the sensitive one out alone changes little.
import { createRandom } from '../../base/core/index.js'
import type { Finding } from '../../base/core/index.js'
import { normalQuantile } from '../../base/stats/index.js'
import { associateWith } from '../profile/index.js'
import type { ColumnSchema, Schema } from '../schema/index.js'
import type { Table } from '../table/index.js'

/** The strength that a pair surely has, errors of as many looks as there were allowed for. */
const leastStrength = 0.6
const alpha = 0.05
const mostProxies = 20

/**
 * Findings about proxies of the sensitive attributes found in a table. Strength as in the profile (0 to 1, corrected for chance); its lower bound
 * by Fisher's z at 5 % over all pairs (Bonferroni) must reach 0.6. Shares of people in an area are no attribute of a person: of numbers only ages and codes are looked at. A warning where the sensitive column was left out, else info.
 * On 10,000 rows at most. O(sensitive columns × columns × rows).
 */
export function proxyFindings(table: Table, schema: Schema, findings: readonly Finding[]): Finding[] {
  const attributes = new Map(
    findings
      .filter(({ code, evidence }) => code === 'SENSITIVE_ATTRIBUTE' && typeof evidence['attribute'] === 'string')
      .flatMap(({ columns, evidence }) => columns.map((column) => [column, evidence['attribute'] as string] as const)),
  )
  if (attributes.size === 0) return []
  const roles = new Map(schema.columns.map((column) => [column.name, column]))
  const present = new Set(table.columns.map(({ name }) => name))
  const sensitive = [...attributes.keys()].filter((name) => present.has(name) && isOfPerson(roles.get(name)!, attributes.get(name)))
  const others = schema.columns.filter(({ name, role }) => role === 'feature' && present.has(name)).map(({ name }) => name)
  const random = createRandom('proxies')
  const pairs = sensitive.flatMap((name) =>
    associateWith(table, name, new Set(others.filter((other) => attributes.get(other) !== attributes.get(name))), random),
  )
  const z = normalQuantile(1 - alpha / Math.max(1, pairs.length))
  return pairs
    .filter(
      ({ strength, rows }) => rows > 10 && Math.tanh(Math.atanh(Math.min(0.999999, strength)) - z / Math.sqrt(rows - 3)) >= leastStrength,
    )
    .sort((a, b) => b.strength - a.strength)
    .slice(0, mostProxies)
    .map(({ first, second, measure, strength }) =>
      proxyFinding({ sensitive: roles.get(first)!, proxy: second, attribute: attributes.get(first)!, measure, strength }),
    )
}

const mostCodes = 10

function isOfPerson({ kind, distinctCount }: ColumnSchema, attribute: string | undefined): boolean {
  return kind !== 'number' || attribute === 'age' || distinctCount <= mostCodes
}

interface Proxy {
  readonly sensitive: ColumnSchema
  readonly proxy: string
  readonly attribute: string
  readonly measure: string
  readonly strength: number
}

const measureNames: Readonly<Record<string, string>> = {
  pearson: 'correlation',
  spearman: 'rank correlation',
  correlationRatio: 'correlation ratio',
  cramersV: "Cramér's V",
}

function proxyFinding({ sensitive, proxy, attribute, measure, strength }: Proxy): Finding {
  const isLeftOut = sensitive.role === 'ignored'
  return {
    code: 'PROXY_ATTRIBUTE',
    severity: isLeftOut ? 'warning' : 'info',
    columns: [proxy, sensitive.name],
    evidence: { attribute, measure, strength: Math.round(strength * 1000) / 1000 },
    message:
      `Column '${proxy}' nearly tells '${sensitive.name}' (${measureNames[measure]} ${strength.toFixed(2)}). ` +
      (isLeftOut
        ? `'${sensitive.name}' is left out, but the model can still learn it from '${proxy}'.`
        : `Leaving '${sensitive.name}' out alone would change little.`),
  }
}
