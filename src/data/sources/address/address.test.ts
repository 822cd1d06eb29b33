import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isMlwrightError } from '../../../base/core/index.js'
import { addressOf } from './address.js'
import { storedAddress } from './stored-source.js'
import { shownAddress, withoutSecrets } from './without-secrets.js'

const errorOf = (text: string): { readonly code: string; readonly message: string; readonly hint: string; readonly whole: string } => {
  try {
    addressOf(text)
  } catch (error) {
    if (isMlwrightError(error)) return { code: error.code, message: error.message, hint: error.hint, whole: JSON.stringify(error) }
    throw error
  }
  throw new Error(`'${text}' was taken`)
}

describe('addresses', () => {
  it.each<[string, object]>([
    ['-', { form: 'standardInput', selection: {} }],
    ['-#May', { form: 'standardInput', selection: { table: 'May' } }],
    ['data/a b.csv', { form: 'file', path: 'data/a b.csv', selection: {} }],
    ['C:\\data\\a.csv', { form: 'file', path: 'C:\\data\\a.csv', selection: {} }],
    ['book.xlsx#May', { form: 'file', path: 'book.xlsx#May', selection: {} }],
    ['file:///data/a%20b.xlsx#May%201', { form: 'file', path: '/data/a b.xlsx', selection: { table: 'May 1' } }],
    ['sqlite:shop.db', { form: 'file', path: 'shop.db', selection: { isDatabase: true } }],
    [
      'sqlite:///data/shop.db?table=old%20orders',
      { form: 'file', path: '/data/shop.db', selection: { table: 'old orders', isDatabase: true } },
    ],
    ['s3://data/year=2024/*.parquet', { form: 's3', bucket: 'data', key: 'year=2024/*.parquet', selection: {} }],
    ['s3://data/a%20b.xlsx#May', { form: 's3', bucket: 'data', key: 'a%20b.xlsx', selection: { table: 'May' } }],
    ['postgres:///', { form: 'postgres', server: {}, selection: {} }],
    [
      'postgresql://ann%40x@[::1]:5433/shop?sslmode=require&table=sales.orders',
      {
        form: 'postgres',
        server: { host: '::1', port: 5433, user: 'ann@x', database: 'shop', sslMode: 'require' },
        selection: { table: 'sales.orders' },
      },
    ],
    [
      "postgres://h/db?query=SELECT * FROM t WHERE a LIKE '%20%' AND b = '#&x=1+1'",
      {
        form: 'postgres',
        server: { host: 'h', database: 'db' },
        selection: { query: "SELECT * FROM t WHERE a LIKE '%20%' AND b = '#&x=1+1'" },
      },
    ],
    [
      'postgres://h/db?query=SELECT%201%20%2B%202',
      { form: 'postgres', server: { host: 'h', database: 'db' }, selection: { query: 'SELECT 1 + 2' } },
    ],
    [
      'postgres://h/db?query=SELECT+1&sslmode=disable',
      { form: 'postgres', server: { host: 'h', database: 'db', sslMode: 'disable' }, selection: { query: 'SELECT 1' } },
    ],
  ])('%s', (text, expected) => {
    expect(addressOf(text)).toEqual(expected)
  })

  it('of a web server: the mark names a table and is not sent', () => {
    const address = addressOf('https://example.org/a/b.xlsx?year=2024#May%201')
    expect(address).toMatchObject({ form: 'http', selection: { table: 'May 1' } })
    expect(address.form === 'http' && address.url.href).toBe('https://example.org/a/b.xlsx?year=2024')
  })

  it('as URLs are taken as texts are', () => {
    const url = new URL('postgres://h/db')
    url.searchParams.set('query', "SELECT '50%' AS a, 1 + 1")
    expect(addressOf(url)).toMatchObject({ selection: { query: "SELECT '50%' AS a, 1 + 1" } })
  })

  it.each([
    ['', 'SOURCE_NOT_FOUND'],
    ['ftp://example.org/a.csv', 'SOURCE_UNREADABLE'],
    ['https://', 'OPTION_INVALID'],
    ['s3://bucket', 'OPTION_INVALID'],
    ['sqlite:', 'OPTION_INVALID'],
    ['sqlite:a.db?nope=1', 'OPTION_INVALID'],
    ['postgres://h/db?table=a&query=SELECT 1', 'OPTION_INVALID'],
    ['postgres://h/db?query=', 'OPTION_INVALID'],
    ['postgres://h/db?query=%zz', 'OPTION_INVALID'],
    ['postgres://h:port/db', 'OPTION_INVALID'],
  ])('%s is no address', (text, code) => {
    expect(errorOf(text)).toMatchObject({ code, hint: expect.any(String) as string })
  })
})

describe('secrets in addresses', () => {
  it.each([
    'postgres://ann:hunter2@h/db',
    'postgres://ann:hunter2@h/db?table=t',
    'postgres://ann:hunter2/x@h/db',
    'postgres://ann:hunter2#x@h/db',
    'postgres://ann:hunter2?x@h/db',
    'postgres://h/db?password=hunter2',
    'postgres://h/db?table=t&password=hunter2',
    'https://ann:hunter2@h/a.csv',
    'https://hunter2@h/a.csv',
    's3://ann:hunter2@bucket/key',
    'ftp://ann:hunter2@h/a.csv',
  ])('%s is refused without showing it', (text) => {
    const { whole, hint } = errorOf(text)
    expect(whole).not.toContain('hunter2')
    expect(hint).not.toBe('')
  })

  it('what is shown has neither user, password nor parameters', () => {
    expect(shownAddress('https://ann:pw@example.org:8080/@ann/a.csv?token=pw#pw')).toBe('https://example.org:8080/@ann/a.csv')
    expect(shownAddress('postgres://[::1]:5432/db?query=SELECT 1')).toBe('postgres://[::1]:5432/db')
    expect(shownAddress('data/a?b#c.csv')).toBe('data/a?b#c.csv')
  })

  it.each([
    ['https://h/a.csv?year=2024&token=pw&page=2#t', 'https://h/a.csv?year=2024&token=***&page=2#t'],
    [
      'https://h/a.csv?X-Amz-Credential=pw%2Fx&X-Amz-Signature=pw&X-Amz-Date=1',
      'https://h/a.csv?X-Amz-Credential=***&X-Amz-Signature=***&X-Amz-Date=1',
    ],
    ['https://h/a.csv?sv=1&sig=pw', 'https://h/a.csv?sv=1&sig=***'],
    ['https://h:8080/@ann/a.csv', 'https://h:8080/@ann/a.csv'],
    ['postgres://ann:pw@h/db?table=t', 'postgres://ann:***@h/db?table=t'],
    ['token=pw.csv', 'token=pw.csv'],
  ])('%s is kept as %s', (text, expected) => {
    expect(withoutSecrets(text)).toBe(expected)
    expect(withoutSecrets(expected)).toBe(expected)
  })

  it('an address that was kept without its secret is not sent', () => {
    expect(errorOf('https://h/a.csv?token=***')).toMatchObject({ code: 'OPTION_INVALID', hint: 'Give the whole address again.' })
  })

  it('a run keeps sources so that they can be read from another folder', () => {
    expect(storedAddress('a.csv')).toBe(resolve('a.csv'))
    expect(storedAddress('book.xlsx#May')).toBe(resolve('book.xlsx#May'))
    expect(storedAddress('sqlite:shop.db?query=SELECT 1')).toBe(`sqlite://${resolve('shop.db')}?query=SELECT 1`)
    expect(storedAddress('sqlite:///data/shop.db#t')).toBe('sqlite:///data/shop.db#t')
    expect(storedAddress('https://h/a.csv?key=pw')).toBe('https://h/a.csv?key=***')
    expect(storedAddress(new URL('file:///data/a.csv'))).toBe('file:///data/a.csv')
    expect(storedAddress('-')).toBeUndefined()
  })
})
