import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Json } from '../../base/core/index.js'
import { learnerOf } from '../../learn/learners/index.js'
import type { TrainingSummary } from '../../tell/words/index.js'
import type { Trial } from '../../learn/trials/index.js'
import { drawReport, toldTrials } from './write.js'

const { summary } = JSON.parse(readFileSync(new URL('../../../test/golden/summary-adult.json', import.meta.url), 'utf8')) as {
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

test('of the parameters those are told that some candidate of the learner changed', () => {
  const defaults = Object.fromEntries(
    Object.entries(learnerOf('gbdt').parameters as Readonly<Record<string, { default: Json }>>).map(([name, one]) => [name, one.default]),
  )
  const trial = (name: string, changes: Record<string, Json>): Trial =>
    ({ name, learner: 'gbdt', score: 0, standardError: 0, parameters: { ...defaults, ...changes } }) as unknown as Trial
  const [usual, changed] = toldTrials([trial('usual', {}), trial('changed', { leaves: 7, l2: 3 })])
  expect(usual.parameters).toEqual({ leaves: 31, l2: 0 })
  expect(changed.parameters).toEqual({ leaves: 7, l2: 3 })
})
