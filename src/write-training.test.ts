import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { TrainingSummary } from './tell/words/index.js'
import { drawReport } from './write-training.js'

const { summary } = JSON.parse(readFileSync(new URL('../test/golden/summary-adult.json', import.meta.url), 'utf8')) as {
  summary: TrainingSummary
}

test('a chart that cannot be drawn leaves its words and a finding, and the report is whole', async () => {
  const draw = (spec: object): Promise<string> =>
    JSON.stringify(spec).includes('false alarms') ? Promise.reject(new Error('no such scale')) : Promise.resolve('<svg></svg>')
  const { told, report } = await drawReport((findings) => ({ ...summary, findings }), [], draw)
  expect(told.findings).toHaveLength(1)
  expect(told.findings[0]).toMatchObject({ code: 'MEND_APPLIED', severity: 'info' })
  expect(Object.values(told.findings[0].evidence['undrawn'] as object)).toEqual(['no such scale'])
  expect(report.match(/This picture could not be drawn/g)).toHaveLength(1)
  expect(report.match(/<svg>/g)!.length).toBeGreaterThan(5)
  expect(report).toContain('words stand in its place')
  expect(report).toContain('</html>')
})
