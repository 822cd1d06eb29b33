// Writes the parts of the docs that follow from data: the tables of benchmarks and of findings. Checks links and that nothing is missing.
// `--check` changes nothing and fails on what is out of date.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { globSync } from 'tinyglobby'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const read = (path) => readFileSync(join(root, path), 'utf8')
const problems = []

update('docs/benchmarks.md', 'benchmarks', benchmarks())
update('README.md', 'benchmarks', benchmarks())
update('docs/findings/README.md', 'findings', findings())
checkFindings()
checkLinks()

for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1
else console.log('docs are up to date, links lead somewhere')

/** Replaces what stands between `<!-- NAME -->` and `<!-- /NAME -->`. */
function update(path, name, content) {
  const text = read(path)
  const marks = new RegExp(`(<!-- ${name} -->\\n)[^]*?(<!-- /${name} -->)`)
  if (!marks.test(text)) {
    problems.push(`${path} has no place marked <!-- ${name} -->`)
    return
  }
  const updated = text.replace(marks, (_, open, close) => `${open}${content}\n${close}`)
  if (updated === text) return
  if (values.check) problems.push(`${path} is out of date: run node scripts/docs.mjs`)
  else writeFileSync(join(root, path), updated)
}

function benchmarks() {
  const targets = JSON.parse(read('bench/targets.json'))
  const rows = targets.map(({ what, unit, target, measured, peer }) => {
    const wanted = [target.min === undefined ? '' : `≥ ${target.min}`, target.max === undefined ? '' : `≤ ${target.max}`].filter(Boolean).join(', ')
    const isMet = measured >= (target.min ?? -Infinity) && measured <= (target.max ?? Infinity)
    const verdict = measured === undefined ? 'not measured yet' : `${measured} ${unit}${isMet ? '' : ' (**missed**)'}`.replace(' (', unit === '' ? '(' : ' (')
    return `| ${what} | ${wanted} ${unit} | ${verdict} | ${peer?.measured === undefined ? '' : `${peer.name}: ${peer.measured}`} |`.replaceAll(/ +\|/g, ' |')
  })
  const machine = targets.find((target) => target.machine !== undefined)?.machine
  const where = machine === undefined ? '' : `\n\nMeasured on ${machine.cores} cores (${machine.cpu}), Node ${machine.node.slice(1)}. Each row's command and commit stand in \`bench/targets.json\`.`
  return ['| what | wanted | measured | beside it |', '|---|---|---|---|', ...rows].join('\n') + where
}

/** One line per page: its code and its first sentence. */
function findings() {
  const pages = globSync('docs/findings/*.md', { cwd: root }).filter((path) => !path.endsWith('README.md'))
  const rows = pages.toSorted().map((path) => {
    const code = path.slice('docs/findings/'.length, -'.md'.length)
    const [title, , summary] = read(path).split('\n')
    if (title !== `# ${code}`) problems.push(`${path} must begin with "# ${code}"`)
    return `| [${code}](${code}.md) | ${summary} |`
  })
  return ['| code | says |', '|---|---|', ...rows].join('\n')
}

/** Each code that the program emits has a page, each page is about a code that there is. */
function checkFindings() {
  const declared = new Set(read('src/base/core/findings.ts').match(/'[A-Z][A-Z_]+'/g)?.map((code) => code.slice(1, -1)))
  const hasPage = (code) => existsSync(join(root, `docs/findings/${code}.md`))
  for (const path of globSync('src/**/*.ts', { cwd: root, ignore: ['**/*.test.ts', 'src/base/core/findings.ts'] })) {
    for (const [, code] of read(path).matchAll(/'([A-Z][A-Z_]+)'/g)) {
      if (declared.has(code) && !hasPage(code)) problems.push(`${path} emits ${code}, which has no page docs/findings/${code}.md`)
    }
  }
  for (const path of globSync('docs/findings/[A-Z]*_*.md', { cwd: root })) {
    const code = path.slice('docs/findings/'.length, -'.md'.length)
    if (!declared.has(code)) problems.push(`${path} is about a finding that does not exist`)
  }
}

/** Links to files, and to headings in them. Addresses on the web are not fetched. */
function checkLinks() {
  const pages = globSync(['*.md', 'docs/**/*.md', 'examples/**/*.md', 'bench/**/*.md'], { cwd: root, ignore: ['**/node_modules/**'] })
  if (pages.length < 10) problems.push(`only ${pages.length} pages were read`)
  for (const page of pages) {
    const text = read(page).replaceAll(/```[^]*?```/g, '')
    for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^[a-z]+:/.test(target)) continue
      const [path, heading] = target.split('#')
      const file = path === '' ? join(root, page) : resolve(root, dirname(page), decodeURIComponent(path))
      if (!existsSync(file)) problems.push(`${page} links to ${target}, which does not exist`)
      else if (heading !== undefined && !headingsOf(readFileSync(file, 'utf8')).includes(heading)) problems.push(`${page} links to ${target}, which has no such heading`)
    }
  }
}

function headingsOf(text) {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'))
}
