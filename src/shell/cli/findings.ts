// Findings that a person should see, on standard error.
import pc from 'picocolors'
import type { Finding } from '../../base/core/index.js'

export function showFindings(findings: readonly Finding[]): void {
  for (const finding of findings) {
    if (finding.severity === 'info') continue
    process.stderr.write(`${finding.severity === 'error' ? pc.red('!!') : pc.yellow('!')} ${finding.message}\n`)
  }
}
