// Fills `measured` in bench/targets.json from bench/results/*.json, with the command and the commit that measured it.
// Targets that are defined but not measured yet stand in bench/*/targets.json: each moves over with its first result.
// `--check`: changes nothing; fails on a target without a measurement, or with one that its result does not hold.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { globSync } from 'tinyglobby'
import { readResult } from './bench.mjs'

const path = new URL('targets.json', import.meta.url)
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } })
const targets = JSON.parse(readFileSync(path, 'utf8'))
const known = new Set(targets.map(({ id }) => id))
for (const file of globSync('*/targets.json', { cwd: fileURLToPath(new URL('.', import.meta.url)), absolute: true })) {
  const defined = JSON.parse(readFileSync(file, 'utf8'))
  targets.push(...defined.filter(({ id, from }) => !known.has(id) && readResult(from.split('.')[0]) !== undefined))
}

const problems = []
const recorded = targets.map((target) => {
  const problem = problemOf(target)
  if (problem !== undefined) problems.push(`${target.id}: ${problem}`)
  return record(target)
})
if (new Set(targets.map(({ id }) => id)).size < targets.length) problems.push('two targets have the same id')
if (targets.length === 0) problems.push('there are no targets')

if (values.check) {
  for (const [index, target] of targets.entries()) {
    if (!Number.isFinite(target.measured)) problems.push(`${target.id}: not measured yet`)
    else if (!isMet(target) && typeof target.missed !== 'string') problems.push(`${target.id}: missed, and 'missed' does not say why`)
    else if (isMet(target) && target.missed !== undefined) problems.push(`${target.id}: met, but 'missed' says why it is not`)
    else if (target.commit.endsWith('-changed')) problems.push(`${target.id}: measured on sources that were not committed`)
    else if (JSON.stringify(target) !== JSON.stringify(recorded[index]))
      problems.push(`${target.id}: not what bench/results/ holds; run node bench/record.mjs`)
  }
} else {
  writeFileSync(path, `${JSON.stringify(recorded, undefined, 2)}\n`)
}
for (const one of recorded) {
  const { id, measured, unit } = one
  console.log(`${measured === undefined ? 'unmeasured' : isMet(one) ? 'met       ' : 'MISSED    '} ${id}: ${measured ?? '–'} ${unit}`)
}
for (const problem of problems) console.error(problem)
if (problems.length > 0) process.exitCode = 1

function isMet({ measured, target }) {
  return measured >= (target.min ?? -Infinity) && measured <= (target.max ?? Infinity)
}

function problemOf({ id, what, unit, target, from }) {
  if (typeof id !== 'string' || typeof what !== 'string' || typeof unit !== 'string' || typeof from !== 'string')
    return 'needs id, what, unit and from'
  if (!Number.isFinite(target?.min) && !Number.isFinite(target?.max)) return 'needs a target with min or max'
  return undefined
}

/** The target with what its result says; one that has no result is left as it is. */
function record(target) {
  const result = readResult(target.from.split('.')[0])
  if (result === undefined) return target
  const { id, what, unit, target: bounds, from, peer, missed } = target
  return {
    id,
    what,
    unit,
    target: bounds,
    from,
    ...(peer === undefined ? {} : { peer: { name: peer.name, from: peer.from, measured: fieldOf(peer.from) } }),
    measured: fieldOf(from),
    command: result.command,
    commit: result.commit,
    machine: result.machine,
    ...(missed === undefined ? {} : { missed }),
  }
}

/** The number at `result.field.field`, to four digits. */
function fieldOf(from) {
  const [name, ...fields] = from.split('.')
  let value = readResult(name)
  for (const field of fields) value = value?.[field]
  if (!Number.isFinite(value)) throw new Error(`bench/results/${name}.json holds no number at ${fields.join('.')}`)
  return Number(value.toPrecision(4))
}
