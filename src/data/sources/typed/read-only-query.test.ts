import { describe, expect, it } from 'vitest'
import { checkReadOnly } from './read-only-query.js'

describe('a query that reads', () => {
  it.each([
    'SELECT 1',
    '  select * from t ;  ',
    'WITH a AS (SELECT 1) SELECT * FROM a',
    '(SELECT 1) UNION (SELECT 2)',
    '( SELECT 1 )',
    'VALUES (1), (2)',
    'TABLE orders',
    '-- DELETE FROM t\nSELECT \';\' AS a, "x;y" FROM t -- ; the end',
    '/* first; */ SELECT $$;$$, $tag$ ; $tag$, [a;b], `c;d`',
    'SELECT 1;\n-- done\n',
  ])('%s', (query) => {
    expect(checkReadOnly(query).trimEnd()).not.toMatch(/;$/)
  })

  it('loses its semicolon and nothing else', () => {
    expect(checkReadOnly("SELECT ';' ; ")).toBe("SELECT ';' ")
    expect(checkReadOnly('SELECT 1')).toBe('SELECT 1')
  })

  it.each([
    ['DELETE FROM t', 'begins with DELETE'],
    ['insert into t values (1)', 'begins with INSERT'],
    ['/* SELECT */ DROP TABLE t', 'begins with DROP'],
    ['-- SELECT\nUPDATE t SET a = 1', 'begins with UPDATE'],
    ["COPY t TO PROGRAM 'id'", 'begins with COPY'],
    ['PRAGMA query_only = OFF', 'begins with PRAGMA'],
    ["ATTACH 'x.db' AS x", 'begins with ATTACH'],
    ["VACUUM INTO 'x.db'", 'begins with VACUUM'],
    ['SELECT 1; DELETE FROM t', 'more than one statement'],
    ["SELECT ';'; SELECT 2", 'more than one statement'],
    ['-- nothing', 'begins with nothing'],
  ])('%s is refused', (query, message) => {
    expect(() => checkReadOnly(query)).toThrow(
      expect.objectContaining({ code: 'SOURCE_REFUSED', message: expect.stringContaining(message) as string }),
    )
  })
})

it.each([
  "SELECT writefile('/tmp/x', 'y')",
  "select cast(ReadFile ('/etc/hosts') as text)",
  'SELECT name FROM "fsdir"(\'/\')',
  "SELECT pg_read_file('x')",
])('%s reaches beyond the database and is refused', (query) => {
  expect(() => checkReadOnly(query)).toThrow(expect.objectContaining({ code: 'SOURCE_REFUSED' }))
})
