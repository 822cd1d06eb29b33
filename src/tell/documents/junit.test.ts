// The JUnit report is XML whatever the columns are called, with a test case for each rule.
import { expect, it } from 'vitest'
import { renderJunit } from './junit.js'

it('tells kept, broken and not applicable rules apart, and escapes what XML cannot hold', () => {
  const columns = ['a<b>&"\u0000\ud800']
  const about = { rule: 'range', columns, expected: '1 to 2' }
  const text = renderJunit({ source: 's', contract: 'c' }, [
    { ...about, outcome: 'kept' },
    { ...about, outcome: 'notApplicable' },
    {
      ...about,
      outcome: 'broken',
      violation: {
        code: 'OUT_OF_RANGE',
        column: columns[0],
        columns,
        rule: 'range',
        expected: '1 to 2',
        found: 'line\nbreak',
        count: 3,
        of: 9,
      },
    },
  ])
  expect(text).toContain('<testsuite name="s keeps c" tests="3" failures="1" errors="0" skipped="1" time="0">')
  expect(text).toContain('classname="a&lt;b&gt;&amp;&quot;\ufffd\ufffd"')
  expect(text).toContain(
    '<failure type="OUT_OF_RANGE" message="line&#10;break">expected 1 to 2&#10;found line&#10;break&#10;count 3 of 9</failure>',
  )
  expect(text).not.toContain('\u0000')
})
