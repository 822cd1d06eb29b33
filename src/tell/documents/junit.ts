// What became of the rules of a contract as a JUnit report, which services of continuous integration show.
import type { RuleOutcome } from '../../data/contract/index.js'

/** A test case for each rule: failed where it is broken, skipped where there was nothing to hold it against. The same outcomes give the same text. */
export function renderJunit(
  { source, contract }: { readonly source: string; readonly contract: string },
  outcomes: readonly RuleOutcome[],
): string {
  const count = (outcome: RuleOutcome['outcome']): number => outcomes.filter((one) => one.outcome === outcome).length
  const counts = `tests="${outcomes.length}" failures="${count('broken')}" errors="0" skipped="${count('notApplicable')}" time="0"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="mlwright check" ${counts}>`,
    `  <testsuite name="${escaped(`${source} keeps ${contract}`)}" ${counts}>`,
    ...outcomes.map(testCase),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n')
}

function testCase({ rule, columns, expected, outcome, violation }: RuleOutcome): string {
  const about = columns.length === 0 ? 'table' : columns.join(', ')
  const start = `    <testcase classname="${escaped(about)}" name="${escaped(`${rule}: ${expected}`)}" time="0"`
  if (outcome === 'kept') return `${start}/>`
  if (violation === undefined) return `${start}><skipped message="nothing to hold it against"/></testcase>`
  const { code, found, count, of } = violation
  const told = `expected ${expected}\nfound ${found}\ncount ${count} of ${of}`
  return `${start}><failure type="${code}" message="${escaped(found)}">${escaped(told)}</failure></testcase>`
}

/** XML 1.0 has no way to write most control characters and lone halves of pairs. */
function escaped(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\p{Surrogate}\ufffe\uffff]/gu, (one) => ('\n\r\t'.includes(one) ? one : '\ufffd'))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;')
    .replaceAll('\t', '&#9;')
}
