// mlwright check
import pc from 'picocolors'
import { check } from '../../../check.js'
import { violationWords } from '../../../tell/words/index.js'
import { checkOptions } from '../../../verbs/asked/index.js'
import type { CheckOptions } from '../../../verbs/asked/index.js'
import type { CheckSummary } from '../../../verbs/contract/index.js'
import { checkOptions as checkGiven } from '../../../base/core/index.js'
import { flagName } from '../flags.js'
import { showFindings } from '../findings.js'
import { sourceOf } from '../source.js'

/** Lines on the screen; the JSON and the report have all. */
const mostViolations = 40
const brokenExitCode = 4

export async function runCheck(source: string, { json, ...options }: CheckOptions & { json?: boolean }): Promise<void> {
  checkGiven(checkOptions, options, { nameOf: flagName })
  const summary = await check(sourceOf(source), options)
  showFindings(summary.findings)
  process.stdout.write(json === true ? `${JSON.stringify(summary)}\n` : `${screenOf(summary, options.junit).join('\n')}\n`)
  if (!summary.ok) process.exitCode = brokenExitCode
}

function screenOf({ ok, source, contract, rows, rules, violations }: CheckSummary, junit: string | undefined): string[] {
  const counted = (count: number, noun: string): string => `${count.toLocaleString('en-US')} ${noun}${count === 1 ? '' : 's'}`
  const all = rules.kept + rules.broken + rules.notApplicable
  const left = rules.notApplicable === 0 ? '' : `; ${counted(rules.notApplicable, 'rule')} had nothing to be held against`
  const headline = ok
    ? `${pc.green('✓')} ${pc.bold(source)} keeps ${contract}`
    : `${pc.red('✗')} ${pc.bold(source)} breaks ${contract}: ${rules.broken.toLocaleString('en-US')} of ${counted(all, 'rule')}`
  const shown = violations.slice(0, mostViolations).map(violationWords)
  return [
    headline,
    pc.dim(`  ${counted(rows, 'row')}, ${counted(all, 'rule')}${left}`),
    ...shown.flatMap(({ where, code, found, expected }) => [
      '',
      `  ${pc.bold(where)}  ${pc.red(code)}`,
      `    found     ${found}`,
      pc.dim(`    expected  ${expected}`),
    ]),
    ...(violations.length > shown.length
      ? ['', pc.dim(`  and ${counted(violations.length - shown.length, 'more')}`.replace(/s$/, ''))]
      : []),
    ...(junit === undefined ? [] : ['', `${pc.dim('report')} ${junit}`]),
  ]
}
