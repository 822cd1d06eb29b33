// Adds up the reports of Vitest that are named as arguments and prints `N passed, N failed, N skipped`; a missing report is a failure.
import { readFileSync } from 'node:fs'

const total = { passed: 0, failed: 0, skipped: 0 }
for (const path of process.argv.slice(2)) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'))
    total.passed += report.numPassedTests
    total.skipped += report.numPendingTests + report.numTodoTests
    // A file that does not load has no tests of its own: it counts as one that failed.
    const broken = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length
    total.failed += report.numFailedTests + broken
  } catch (error) {
    console.error(`No report of tests in ${path}: ${error.message}`)
    total.failed += 1
  }
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`)
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1
