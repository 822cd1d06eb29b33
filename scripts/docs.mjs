// Writes the parts of the docs that follow from data: the tables of benchmarks and of findings. Checks links and that nothing is missing.
// `--check` changes nothing and fails on what is out of date.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { globSync } from 'tinyglobby'
import { readResult } from '../bench/bench.mjs'
import { violationSections } from './contract-violations.mjs'
import { gbdtSection } from './gbdt-benchmarks.mjs'
import { lightgbmTables } from './lightgbm-parameters.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const read = (path) => readFileSync(join(root, path), 'utf8')
const problems = []

await updateReference()
update('docs/benchmarks.md', 'benchmarks', benchmarks())
update('README.md', 'benchmarks', benchmarks())
update('docs/benchmarks.md', 'gbdt', gbdtSection(readResult, existsSync(join(root, 'docs/images/gbdt-scaling.svg'))))
update('docs/findings/README.md', 'findings', findings())
update('docs/decisions/README.md', 'decisions', decisions())
await updateViolations()
update('docs/guide/contract.md', 'contract-figures', contractFigures())
update('docs/guide/findings.md', 'findings-figures', findingsFigures())
checkFindings()
for (const page of findingPages()) await updateExamples(page)
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
    const wanted = [target.min === undefined ? '' : `≥ ${target.min}`, target.max === undefined ? '' : `≤ ${target.max}`]
      .filter(Boolean)
      .join(', ')
    const isMet = measured >= (target.min ?? -Infinity) && measured <= (target.max ?? Infinity)
    const verdict =
      measured === undefined
        ? 'not measured yet'
        : `${measured} ${unit}${isMet ? '' : ' (**missed**)'}`.replace(' (', unit === '' ? '(' : ' (')
    return `| ${what} | ${wanted} ${unit} | ${verdict} | ${peer?.measured === undefined ? '' : `${peer.name}: ${peer.measured}`} |`.replaceAll(
      / +\|/g,
      ' |',
    )
  })
  const machine = targets.find((target) => target.machine !== undefined)?.machine
  const where =
    machine === undefined
      ? ''
      : `\n\nMeasured on ${machine.cores} cores (${machine.cpu}), Node ${machine.node.slice(1)}. Each row's command and commit stand in \`bench/targets.json\`.`
  return ['| what | wanted | measured | beside it |', '|---|---|---|---|', ...rows].join('\n') + where
}

/** Flags, metrics, learners and errors as the program declares them. Reads the build. */
async function updateReference() {
  const page = 'docs/reference/cli.md'
  const { checkOptions, contractOptions, evaluateOptions, predictOptions, profileOptions, testOptions, trainOptions } =
    await import('../dist/verbs/asked/index.js')
  update(page, 'flags-train', flags(trainOptions))
  update(page, 'flags-predict', flags(predictOptions))
  update(page, 'flags-evaluate', flags(evaluateOptions))
  update(page, 'flags-profile', flags(profileOptions))
  update(page, 'flags-test', flags(testOptions))
  update(page, 'flags-contract', flags(contractOptions))
  update(page, 'flags-check', flags(checkOptions))
  const { metrics } = await import('../dist/learn/metrics/index.js')
  const metricRows = Object.values(metrics).map(
    ({ id, title, direction, tasks }) =>
      `| \`${id}\` | ${title} | ${direction === 'maximize' ? 'higher' : 'lower'} | ${tasks.join(', ')} |`,
  )
  update(page, 'metrics', ['| id | is | better when | for |', '|---|---|---|---|', ...metricRows].join('\n'))
  const { learners } = await import('../dist/learn/learners/index.js')
  const learnerRows = learners.map(({ id, title, tasks }) => `| \`${id}\` | ${title} | ${tasks.join(', ')} |`)
  await updateGbdt()
  const { errorKinds } = await import('../dist/base/core/errors.js')
  const codesOf = (kind) => Object.keys(errorKinds).filter((code) => errorKinds[code] === kind)
  const errorRows = [...new Set(Object.values(errorKinds))].map(
    (kind) =>
      `| \`${kind}\` | ${codesOf(kind)
        .map((code) => `\`${code}\``)
        .join(' ')} |`,
  )
  update('docs/guide/library.md', 'errors', ['| kind | codes |', '|---|---|', ...errorRows].join('\n'))
  update(page, 'learners', ['| id | is | for |', '|---|---|---|', ...learnerRows].join('\n'))
}

/** The parameters of the trees by themselves, with the names that others have for them. */
async function updateGbdt() {
  const { libraryParameters } = await import('../dist/learn/learners/gbdt/library/parameters.js')
  const { lacking, otherNames, places } = await import('../dist/learn/learners/gbdt/library/foreign-names.js')
  const shown = (value) => (typeof value === 'string' ? value : JSON.stringify(value))
  const rangeOf = ({ type, min, max, options }) => {
    if (type === 'choice') return options.map((option) => `\`${option}\``).join(' ')
    if (type === 'boolean') return '`true` `false`'
    return `${min} … ${max >= 1e9 ? '' : max}`.trim()
  }
  const rows = Object.entries(libraryParameters).map(([name, parameter]) => {
    const others = Object.keys(otherNames).filter((other) => otherNames[other] === name)
    const called = others.map((other) => `\`${other}\``).join(' ')
    const value = shown(parameter.default)
    return `| \`${name}\` | ${parameter.meaning} | \`${value}\` | ${rangeOf(parameter)} | ${called} |`
  })
  const theirs = JSON.parse(read('test/golden/lightgbm-parameters.json')).parameters
  const { there, only, lacking: absent, problems: found } = lightgbmTables(libraryParameters, { places, lacking }, theirs)
  problems.push(...found.map((problem) => `scripts/lightgbm-parameters.mjs: ${problem}`))
  update('docs/guide/from-lightgbm.md', 'lightgbm', there)
  update('docs/guide/from-lightgbm.md', 'only-here', only)
  update('docs/guide/from-lightgbm.md', 'lightgbm-lacking', absent)
  update(
    'docs/reference/gbdt.md',
    'parameters',
    ['| parameter | is | default | range | elsewhere |', '|---|---|---|---|---|', ...rows].join('\n'),
  )
}

function flags(declarations) {
  const rows = Object.entries(declarations).map(([name, { value, help, choices }]) => {
    const flag = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
    const listed = choices !== undefined && !choices.every((choice) => help.includes(choice)) ? ` (${choices.join(', ')})` : ''
    return `| \`--${flag} <${value}>\` | ${help}${listed} |`
  })
  return ['| flag | does |', '|---|---|', ...rows, '| `--json` | end standard output with the result as one line of JSON |'].join('\n')
}

/** One line per page: its code and its first sentence. */
function findings() {
  const rows = findingPages().map((path) => {
    const code = codeOf(path)
    const [title, , summary] = read(path).split('\n')
    if (title !== `# ${code}`) problems.push(`${path} must begin with "# ${code}"`)
    return `| [${code}](${code}.md) | ${summary} |`
  })
  return ['| code | says |', '|---|---|', ...rows].join('\n')
}

/** How often contracts were kept, and faults found. */
function contractFigures() {
  const { kept, found } = readResult('contract')
  const row = (what, { count, of, rate }) => `| ${what} | ${(100 * rate).toFixed(1)} % | ${count} of ${of} |`
  const faults = {
    unit: 'a unit × 1000',
    dropped: 'a column dropped',
    renamed: 'a column renamed',
    kind: 'words where numbers, dates or yes and no were',
    level: 'a new level in 5 % of rows',
    missing: 'missing values tripled (from 2 % or more)',
    shift: 'all values moved by 1 standard deviation',
    key: 'keys repeated in 5 % of rows',
    relation: 'a relation broken in 10 % of its rows',
  }
  return [
    '| kept by | in | runs |',
    '|---|---|---|',
    row('the other half of the rows', kept.half),
    row('200 rows, of the contract of all others', kept.sample200),
    row('50 rows, of the contract of all others', kept.sample50),
    '',
    '| fault planted in the other half | found in | runs |',
    '|---|---|---|',
    ...Object.entries(faults).map(([name, what]) => row(what, found[name])),
  ].join('\n')
}

/** What was found of what was planted into the half of the tables that set no threshold. */
function findingsFigures() {
  const { B } = readResult('findings')
  const faults = {
    none: 'known faults of the tables as they are',
    leakCopy: 'a copy of the target with slips, under a name that says nothing',
    leakPresence: 'a column that is filled once the answer is known',
    leakSum: 'two columns that add up to the target',
    noise05: '5 % of the labels exchanged',
    noise10: '10 % of the labels exchanged',
    noise20: '20 % of the labels exchanged',
    duplicateRows: '10 % of the rows again',
    nearDuplicateRows: '5 % of the rows again, with another value in one column',
    codes: '3 % of a column -999, 9999 or the like',
    zeros: '3 % of a column 0, where nothing is near 0',
    emptyDates: '3 % of a column of dates 1900-01-01',
    spellings: 'a tenth of a level spelled in another way',
    slips: 'three cells × 1000',
    duplicateColumn: 'a column again, or its levels under other names',
    mixedTypes: 'words in 3 % of a column of numbers',
    repeatedMeasurements: 'several rows of each patient',
  }
  return [
    `Precision ${B.precision}, recall ${B.recall}, ${B.falseAlarmsPerCleanTable} false alarms per table as it is (${B.tables} tables; warnings and errors).`,
    '',
    '| fault | found | of |',
    '|---|---|---|',
    ...Object.entries(faults).map(([fault, what]) => `| ${what} | ${B.byFault[fault].found} | ${B.byFault[fault].planted} |`),
  ].join('\n')
}

/** Each code that a check can answer, with an example that it answers. */
async function updateViolations() {
  const declared = [...read('src/data/contract/violation.ts').matchAll(/\| '([A-Z_]+)'/g)].map(([, code]) => code)
  const { text, problems: found } = await violationSections(declared)
  problems.push(...found)
  update('docs/reference/contract.md', 'violations', text)
}

/** One line per numbered note, by its title. */
function decisions() {
  const pages = globSync('docs/decisions/[0-9]*.md', { cwd: root }).toSorted()
  return pages.map((path) => `- [${read(path).split('\n')[0].replace(/^# /, '')}](${path.slice('docs/decisions/'.length)})`).join('\n')
}

/** Each code that the program emits has a page, each page is about a code that there is. */
function checkFindings() {
  const declared = new Set(
    read('src/base/core/findings.ts')
      .match(/'[A-Z][A-Z_]+'/g)
      ?.map((code) => code.slice(1, -1)),
  )
  const hasPage = (code) => existsSync(join(root, `docs/findings/${code}.md`))
  for (const path of globSync('src/**/*.ts', { cwd: root, ignore: ['**/*.test.ts', 'src/base/core/findings.ts'] })) {
    for (const [, code] of read(path).matchAll(/'([A-Z][A-Z_]+)'/g)) {
      if (declared.has(code) && !hasPage(code)) problems.push(`${path} emits ${code}, which has no page docs/findings/${code}.md`)
    }
  }
  for (const path of findingPages()) {
    if (!declared.has(codeOf(path))) problems.push(`${path} is about a finding that does not exist`)
  }
}

function findingPages() {
  return globSync('docs/findings/*.md', { cwd: root })
    .filter((path) => !path.endsWith('README.md'))
    .toSorted()
}

function codeOf(path) {
  return path.slice('docs/findings/'.length, -'.md'.length)
}

/** What the program finds in the example of a page: the marked table, or the one that stands above the mark. */
async function updateExamples(path) {
  const text = read(path)
  const mark = /<!-- example (\{.*\}) -->\n[^]*?<!-- \/example -->/
  const found = mark.exec(text)
  if (found === null) return
  const { planStudy, readGuarded } = await import('../dist/verbs/study/index.js')
  const example = JSON.parse(found[1])
  // Too large for the repository: looked at where the folder of tables is named.
  if (example.shared !== undefined) {
    if (process.env.MLWRIGHT_DATA === undefined) return
    example.source = relative(root, join(process.env.MLWRIGHT_DATA, 'csv', `${example.shared}.csv`))
  }
  const folder = mkdtempSync(join(tmpdir(), 'mlwright-docs-'))
  const source = example.source === undefined ? join(folder, 'example.csv') : join(root, example.source)
  if (example.source === undefined)
    writeFileSync(source, example.rows === undefined ? /```csv\n([^]*?)```/.exec(text)[1] : tableOf(example.rows))
  const reading = await readGuarded(source, example.target === undefined ? {} : { target: example.target })
  // Some are only found when the rows that teach are known.
  const planned = example.isPlanned === true ? (await planStudy(reading, { target: example.target }, () => {})).findings : []
  // Others take a look at the whole table, and a quick model.
  const profiled = example.isProfiled === true ? (await profileOf(source, example)).findings : []
  const noticed = [...reading.findings, ...planned, ...profiled]
  rmSync(folder, { recursive: true })
  const shown = noticed.filter(({ code }) => code === codeOf(path))
  if (shown.length === 0) {
    problems.push(`${path}: its example has no such finding, only ${noticed.map(({ code }) => code).join(', ') || 'none'}`)
    return
  }
  const lines = shown.slice(0, 3).map(({ severity, message }) => `> **${severity}** ${message}`)
  const updated = text.replace(mark, () => `<!-- example ${found[1]} -->\n${lines.join('\n>\n')}\n<!-- /example -->`)
  if (updated === text) return
  if (values.check) problems.push(`${path} is out of date: run node scripts/docs.mjs`)
  else writeFileSync(join(root, path), updated)
}

async function profileOf(source, { target }) {
  const { profile } = await import('../dist/index.js')
  return profile(source, target === undefined ? {} : { target })
}

/** A table that is too long to show. */
function tableOf({ count, columns }) {
  const names = Object.keys(columns)
  const rows = Array.from({ length: count }, (_, row) => names.map((name) => cellOf(columns[name], row)).join(','))
  return [names.join(','), ...rows, ''].join('\n')
}

/** `["driver ", 150]` counts up to 150 and begins again, behind the text; a list of texts takes turns. */
function cellOf(spec, row) {
  const [first, cycle] = spec
  return typeof cycle === 'number' ? `${first}${row % cycle}` : spec[row % spec.length]
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
      else if (heading !== undefined && !headingsOf(readFileSync(file, 'utf8')).includes(heading))
        problems.push(`${page} links to ${target}, which has no such heading`)
    }
  }
}

function headingsOf(text) {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}
