// mlwright contract, mlwright contract diff
import pc from 'picocolors'
import { contract, contractDiff } from '../../../contract.js'
import type { ContractDiff, ContractSummary } from '../../../contract.js'
import { changeWords } from '../../../tell/words/index.js'
import type { ContractOptions } from '../../../verbs/asked/index.js'
import { showFindings } from '../findings.js'
import { sourceOf } from '../source.js'

const defaultFile = 'contract.yaml'
const breakingExitCode = 4

export async function runContract(
  source: string,
  { json, out = defaultFile, ...options }: ContractOptions & { json?: boolean },
): Promise<void> {
  const summary = await contract(sourceOf(source), { ...options, ...(out === '-' ? {} : { out }) })
  showFindings(summary.findings)
  if (json === true) process.stdout.write(`${JSON.stringify(summary)}\n`)
  else process.stdout.write(out === '-' ? summary.text : `${screenOf(summary, out).join('\n')}\n`)
}

function screenOf({ source, contract: { rows, columns, keys, relations } }: ContractSummary, out: string): string[] {
  const counted = (count: number, noun: string): string => `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
  const extras = [
    ...(keys.length === 0 ? [] : [counted(keys.length, 'key')]),
    ...(relations.length === 0 ? [] : [counted(relations.length, 'relation')]),
  ]
  return [
    `${pc.bold(source)}: ${[counted(columns.length, 'column'), ...extras].join(', ')}, learned from ${counted(rows.seen ?? 0, 'row')}`,
    `${pc.dim('contract')} ${out}`,
    pc.dim(`Read it, tighten or loosen it, and commit it. Then: mlwright check <source> --contract ${out}`),
  ]
}

/** `failOnBreaking`: for continuous integration; without it a change is told, not judged. */
export async function runContractDiff(before: string, after: string, flags: { json?: boolean; failOnBreaking?: boolean }): Promise<void> {
  const diff = await contractDiff(before, after)
  process.stdout.write(flags.json === true ? `${JSON.stringify(diff)}\n` : `${diffScreen(diff).join('\n')}\n`)
  if (flags.failOnBreaking === true && diff.breaking > 0) process.exitCode = breakingExitCode
}

function diffScreen({ breaking, compatible, changes }: ContractDiff): string[] {
  if (changes.length === 0) return ['Nothing changed.']
  return [
    `${breaking.toLocaleString('en-US')} breaking, ${compatible.toLocaleString('en-US')} compatible`,
    '',
    ...changes.map((change) => {
      const { where, rule, was, now } = changeWords(change)
      const mark = change.change === 'breaking' ? pc.red('breaking  ') : pc.green('compatible')
      return `  ${mark}  ${pc.bold(where)} ${rule}: ${was} ${pc.dim('→')} ${now}`
    }),
  ]
}
