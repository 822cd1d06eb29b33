// The table of what can break a contract, each with an example that the check itself answers.

const level = (count, text) => Array.from({ length: count }, () => text)

/**
 * The code, what it says, rules as the file writes them, and the columns of a table that breaks them.
 * @type {readonly (readonly [code: string, says: string, rules: string, columns: Readonly<Record<string, readonly string[]>>])[]}
 */
const examples = [
  ['ROWS_TOO_FEW', 'fewer rows than `rows.min`', 'rows: { min: 100 }', { a: ['1', '2', '3'] }],
  ['ROWS_TOO_MANY', 'more rows than `rows.max`', 'rows: { max: 2 }', { a: ['1', '2', '3'] }],
  [
    'COLUMN_MISSING',
    'a column is not there (and which one may be it under another name)',
    'columns:\n  - { name: price, kind: number }',
    { Price: ['9.5'] },
  ],
  [
    'COLUMN_UNEXPECTED',
    'columns that the contract does not name, where `otherColumns` is `refused`',
    'otherColumns: refused\ncolumns:\n  - { name: price, kind: number }',
    { price: ['9.5'], note: ['x'] },
  ],
  [
    'KIND_DIFFERS',
    'cells that are no numbers, no dates, or neither of the two spellings of a boolean',
    'columns:\n  - { name: age, kind: number }',
    { age: ['31', 'forty'] },
  ],
  [
    'MISSING_TOO_MANY',
    'more cells without a value than `missing`',
    'columns:\n  - { name: age, kind: number, missing: 0.25 }',
    { age: ['31', '', '', '8'] },
  ],
  [
    'NOT_WHOLE',
    'numbers with a fraction, where `whole` is asked for',
    'columns:\n  - { name: rooms, kind: number, whole: true }',
    { rooms: ['3', '2.5'] },
  ],
  [
    'OUT_OF_RANGE',
    'numbers or dates outside `range`',
    'columns:\n  - { name: age, kind: number, range: { min: 0, max: 120 } }',
    { age: ['31', '-1', '999'] },
  ],
  [
    'DISTRIBUTION_SHIFTED',
    '`shares` of numbers or lengths, or the shares of `levels`, moved by more than `shift`',
    'columns:\n  - name: plan\n    kind: category\n    levels: [{ level: free, share: 0.8 }, { level: paid, share: 0.2 }]',
    { plan: [...level(5, 'free'), ...level(5, 'paid')] },
  ],
  [
    'LEVEL_UNSEEN',
    'levels that are not listed',
    'columns:\n  - { name: plan, kind: category, levels: [free, paid] }',
    { plan: ['free', 'trial'] },
  ],
  [
    'LENGTH_OUT_OF_RANGE',
    'texts shorter or longer than `length`',
    'columns:\n  - { name: code, kind: text, length: { min: 5, max: 5 } }',
    { code: ['AB-12', 'AB-123'] },
  ],
  [
    'SHAPE_UNSEEN',
    'texts of a shape that is not listed',
    'columns:\n  - { name: code, kind: text, shapes: [A-9] }',
    { code: ['AB-12', '12/AB'] },
  ],
  [
    'PATTERN_DIFFERS',
    'texts that do not fit `pattern` from end to end',
    "columns:\n  - { name: code, kind: text, pattern: '[A-Z]{2}-[0-9]+' }",
    { code: ['AB-12', 'abc'] },
  ],
  [
    'NOT_UNIQUE',
    'values that come again, where `unique` is asked for',
    'columns:\n  - { name: id, kind: number, unique: true }',
    { id: ['1', '2', '2'] },
  ],
  [
    'KEY_REPEATED',
    'rows that are alike in all columns of a `key`',
    'columns:\n  - { name: shop, kind: category }\n  - { name: day, kind: datetime }\nkeys:\n  - { key: [shop, day] }',
    { shop: ['a', 'a'], day: ['2024-05-01', '2024-05-01'] },
  ],
  [
    'RELATION_BROKEN',
    'rows in which a relation between columns does not hold',
    'columns:\n  - { name: net, kind: number }\n  - { name: gross, kind: number }\nrelations:\n  - { relation: atMost, columns: [net, gross] }',
    { net: ['10', '30'], gross: ['12', '20'] },
  ],
]

/** Markdown, one section per code; `problems` where a code has no example, or an example does not give its code. */
export async function violationSections(declared) {
  const { check } = await import('../dist/index.js')
  const { parseContract } = await import('../dist/data/contract/index.js')
  const problems = declared
    .filter((code) => !examples.some(([known]) => known === code))
    .map((code) => `scripts/contract-violations.mjs has no example of ${code}`)
  const sections = []
  for (const [code, says, rules, columns] of examples) {
    const yaml = `format: 1\nfalseAlarms: 0\n${rules}${rules.includes('columns:') ? '' : '\ncolumns:\n  - { name: a, kind: number }'}`
    const names = Object.keys(columns)
    const rows = columns[names[0]].map((_, row) => Object.fromEntries(names.map((name) => [name, columns[name][row]])))
    const { violations } = await check(rows, { contract: parseContract(yaml, code) })
    const found = violations.find((one) => one.code === code)
    if (found === undefined) {
      problems.push(`the example of ${code} gives ${violations.map((one) => one.code).join(', ') || 'nothing'}`)
      continue
    }
    const { column, expected, found: seen, count } = found
    const shown = JSON.stringify({ code, column, expected, found: seen, count })
    const cells =
      rows.length > 4
        ? ''
        : `\`\`\`csv\n${[names.join(','), ...rows.map((row) => names.map((name) => row[name]).join(','))].join('\n')}\n\`\`\`\n\n`
    sections.push(
      `### ${code}\n\n${says[0] === '`' ? says : says[0].toUpperCase() + says.slice(1)}.\n\n\`\`\`yaml\n${rules}\n\`\`\`\n\n${cells}\`\`\`json\n${shown}\n\`\`\``,
    )
  }
  return { text: sections.join('\n\n'), problems }
}
