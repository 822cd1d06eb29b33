// Reads what a TypeScript file imports, in every form that an import can take.
import { parseAst } from 'vitest/node'

export interface Import {
  readonly specifier: string
  readonly line: number
  /** `type`: erased by the compiler. `url`: a file that is loaded by its address, such as a worker. */
  readonly form: 'value' | 'type' | 'url'
}

/** The imports of a file; throws where one cannot be read, because its specifier is computed. Tests may compute theirs. */
export function readImports(file: string, source: string): Import[] {
  const imports: Import[] = []
  const add = (node: Node, specifier: unknown, form: Import['form']): void => {
    const line = source.slice(0, node.start).split('\n').length
    const text = literalText(specifier)
    if (text === undefined && file.endsWith('.test.ts')) return
    if (text === undefined) throw new Error(`${file}:${line} imports a computed path, which cannot be checked: write it as a literal`)
    imports.push({ specifier: text, line, form })
  }
  walk(parseAst(source, { lang: 'ts' }, file), (node) => {
    switch (node.type) {
      case 'ImportDeclaration':
        add(node, node['source'], isTypeOnly(node, 'importKind', 'specifiers') ? 'type' : 'value')
        break
      case 'ExportAllDeclaration':
      case 'ExportNamedDeclaration':
        if (node['source'] !== null && node['source'] !== undefined) {
          add(node, node['source'], isTypeOnly(node, 'exportKind', 'specifiers') ? 'type' : 'value')
        }
        break
      case 'ImportExpression':
        add(node, node['source'], 'value')
        break
      case 'TSImportType':
        add(node, node['source'] ?? node['argument'], 'type')
        break
      case 'TSExternalModuleReference':
        add(node, node['expression'], 'value')
        break
      case 'NewExpression':
        if (
          isNamed(node['callee'], 'URL') &&
          isImportMetaUrl((node['arguments'] as Node[])[1]) &&
          !isDataFile((node['arguments'] as Node[])[0])
        ) {
          add(node, (node['arguments'] as Node[])[0], 'url')
        }
        break
      case 'CallExpression':
        if (isRequire(node['callee'])) add(node, (node['arguments'] as Node[])[0], 'value')
        break
    }
  })
  if (/^\/\/\/\s*<reference\s+path/m.test(source))
    throw new Error(`${file} uses a reference path, which cannot be checked: import the module`)
  return imports
}

type Node = { readonly type: string; readonly start: number; readonly [field: string]: unknown }

function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, visit)
  } else if (typeof value === 'object' && value !== null) {
    if (typeof (value as Node).type === 'string') visit(value as Node)
    for (const field of Object.values(value)) walk(field, visit)
  }
}

/** `import type …`, or every name in the braces marked as a type. A bare `import './x.js'` runs the file. */
function isTypeOnly(node: Node, kind: string, list: string): boolean {
  if (node[kind] === 'type') return true
  const specifiers = (node[list] ?? []) as Node[]
  return specifiers.length > 0 && specifiers.every((specifier) => specifier[kind] === 'type')
}

function literalText(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  const { type, value, literal, quasis } = node as Node
  if (type === 'Literal') return typeof value === 'string' ? value : undefined
  if (type === 'TSLiteralType') return literalText(literal)
  if (type !== 'TemplateLiteral') return undefined
  const parts = quasis as { value: { cooked: string } }[]
  return parts.length === 1 ? parts[0]?.value.cooked : undefined
}

/** A computed address that ends in another extension than that of a module, such as `../golden/${name}.json`. */
function isDataFile(node: unknown): boolean {
  if (typeof node !== 'object' || node === null || (node as Node).type !== 'TemplateLiteral') return false
  const end = ((node as Node)['quasis'] as { value: { cooked: string } }[]).at(-1)?.value.cooked ?? ''
  return /\.[a-z]+$/.test(end) && !/\.[cm]?[jt]s$/.test(end)
}

function isNamed(node: unknown, name: string): boolean {
  return (node as Node | undefined)?.type === 'Identifier' && (node as Node)['name'] === name
}

/** `require(…)` and `require.resolve(…)`, however `require` was made. */
function isRequire(callee: unknown): boolean {
  return isNamed(callee, 'require') || ((callee as Node).type === 'MemberExpression' && isNamed((callee as Node)['object'], 'require'))
}

function isImportMetaUrl(node: Node | undefined): boolean {
  return node?.type === 'MemberExpression' && (node['object'] as Node).type === 'MetaProperty' && isNamed(node['property'], 'url')
}
