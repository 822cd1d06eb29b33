// Everything that must hold before a change is merged, in one command; runs on after a failure and ends with a table of what failed.
// `npm run check -- --without test,package` leaves steps out, `-- --only lint` runs just these.
import { spawnSync } from 'node:child_process'
import { parseArgs } from 'node:util'

/** Cheapest first. Each step is a script of package.json, so that it can be run alone: `npm run check:lint`. */
const steps = {
  types: 'check:types',
  format: 'check:format',
  lint: 'check:lint',
  layers: 'check:layers',
  unused: 'check:unused',
  package: 'check:package',
  docs: 'check:docs',
  targets: 'check:targets',
  test: 'test',
}

const names = Object.keys(steps)
const { values } = parseArgs({ options: { only: { type: 'string' }, without: { type: 'string' } } })
const chosen = namesOf(values.only, names)
const left = namesOf(values.without, [])

const results = []
for (const name of chosen.filter((step) => !left.includes(step))) {
  console.log(`\n── ${name} (npm run ${steps[name]})`)
  const start = performance.now()
  const { status } = spawnSync('npm', ['run', '--silent', steps[name]], { stdio: ['ignore', 'inherit', 'inherit'] })
  results.push({ name, passed: status === 0, seconds: (performance.now() - start) / 1000 })
}

console.log('\n── check')
for (const { name, passed, seconds } of results) console.log(`${passed ? 'passed' : 'FAILED'}  ${name.padEnd(8)} ${seconds.toFixed(1)} s`)
for (const name of left) console.log(`left out  ${name}`)
process.exitCode = results.length > 0 && results.every(({ passed }) => passed) ? 0 : 1

/** The steps that a flag names; an unknown one stops the run, so that a typing error never passes as a check. */
function namesOf(text, otherwise) {
  if (text === undefined) return otherwise
  const given = text.split(',')
  const unknown = given.filter((name) => !names.includes(name))
  if (unknown.length > 0) {
    console.error(`Unknown step ${unknown.join(', ')}. Known: ${names.join(', ')}.`)
    process.exit(2)
  }
  return given
}
