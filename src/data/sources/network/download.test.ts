// A web server in this process, on loopback, which the tests allow by its address alone: names and other addresses stay private.
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { readTable } from '../read-table.js'
import { csvOf } from '../temporary-source.test.support.js'
import { goldenFile, textsOf } from '../typed/golden-tables.test.support.js'

const csv = csvOf('a,b', 20, (i) => `${i},${i * 1.5}`)
const seen: IncomingMessage[] = []
const routes: Record<string, (response: ServerResponse, request: IncomingMessage) => void> = {
  '/a%20b.csv': (response) => response.end(csv),
  '/gzip.csv': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(csv)),
  '/file.csv.gz': (response) => response.end(gzipSync(csv)),
  '/brotli.csv': (response) => response.writeHead(200, { 'content-encoding': 'br' }).end('x'),
  '/book.xlsx': (response) => response.end(goldenFile('book.xlsx')),
  '/shop.db': (response) => response.end(goldenFile('shop.db')),
  '/plain.arrow': (response) => response.end(goldenFile('plain.arrow')),
  '/page': (response) => response.end('<!doctype html><html><body>Please log in</body></html>'),
  '/empty.csv': (response) => response.end(),
  '/hop': (response) => response.writeHead(302, { location: '/a%20b.csv' }).end(),
  '/loop': (response) => response.writeHead(302, { location: '/loop' }).end(),
  '/to-name': (response) => response.writeHead(302, { location: `http://localhost:${port}/a%20b.csv` }).end(),
  '/to-other': (response) => response.writeHead(307, { location: `http://127.0.0.2:${port}/a%20b.csv` }).end(),
  '/to-metadata': (response) => response.writeHead(301, { location: 'http://169.254.169.254/latest/meta-data' }).end(),
  '/to-mapped': (response) => response.writeHead(301, { location: `http://[::ffff:7f00:1]:${port}/a%20b.csv` }).end(),
  '/to-file': (response) => response.writeHead(301, { location: 'file:///etc/hostname' }).end(),
  '/endless': (response) => {
    response.write('a,b\n')
    const more = (): void => {
      while (!response.destroyed && response.write('1,2\n'.repeat(5000)));
    }
    response.on('drain', more)
    more()
  },
  '/stated': (response) => response.writeHead(200, { 'content-length': String(1e12) }).write(csv),
  '/bomb.gz': (response) => response.end(gzipSync(Buffer.alloc(5_000_000, '1,2\n'))),
  '/bomb.csv': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000, '1,2\n'))),
  '/silent': () => undefined,
  '/stalls': (response) => response.write('a,b\n1,2\n'),
  '/drips': (response) => {
    const timer = setInterval(() => response.write('1'), 20)
    response.on('close', () => clearInterval(timer))
  },
  '/cut': (response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write(csv.slice(0, 50))
    setTimeout(() => response.destroy(), 20)
  },
  '/cut.gz': (response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    response.write(gzipSync(csv).subarray(0, 30))
    setTimeout(() => response.destroy(), 20)
  },
}
const server = createServer((request, response) => {
  seen.push(request)
  const status = /^\/status\/(\d+)/.exec(request.url!)
  if (status !== null) response.writeHead(Number(status[1])).end('no')
  else (routes[request.url!.replace(/\?.*$/, '')] ?? ((answer) => answer.writeHead(404).end('not here')))(response, request)
})
let port = 0
let base = ''
const variables = [
  'MLWRIGHT_ALLOW_PRIVATE_HOSTS',
  'MLWRIGHT_MAX_DOWNLOAD_BYTES',
  'MLWRIGHT_NETWORK_TIMEOUT_SECONDS',
  'MLWRIGHT_HTTP_AUTHORIZATION',
]

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
  base = `http://127.0.0.1:${port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(() => {
  for (const name of variables) delete process.env[name]
  process.env['MLWRIGHT_ALLOW_PRIVATE_HOSTS'] = '127.0.0.1'
  seen.length = 0
})
afterEach(() => {
  for (const name of variables) delete process.env[name]
})

describe('a table from a web server', () => {
  it.each(['/a%20b.csv', '/gzip.csv', '/file.csv.gz', '/hop', '/a%20b.csv?token=secret'])('%s', async (path) => {
    const reading = await readTable(`${base}${path}`)
    expect(textsOf(reading)['b'].slice(0, 3)).toEqual(['0', '1.5', '3'])
    expect(JSON.stringify(reading.findings) + reading.name).not.toContain('secret')
  })

  it('has the name of its file and the fingerprint of its bytes, however it came', async () => {
    const [plain, packed, url] = await Promise.all([
      readTable(`${base}/a%20b.csv`),
      readTable(`${base}/file.csv.gz`),
      readTable(new URL(`${base}/gzip.csv`)),
    ])
    expect([plain.name, packed.name]).toEqual(['a b.csv', 'file.csv.gz'])
    expect(packed.fingerprint).toBe(plain.fingerprint)
    expect(url.fingerprint).toBe(plain.fingerprint)
  })

  it('in any form, by content; the mark names the sheet or table', async () => {
    expect((await readTable(`${base}/book.xlsx#People`)).table.rowCount).toBe(24)
    expect((await readTable(`${base}/shop.db#orders`)).name).toBe('shop.db#orders')
    expect((await readTable(`${base}/plain.arrow`)).table.rowCount).toBe(24)
    expect(seen.map(({ url }) => url)).toEqual(['/book.xlsx', '/shop.db', '/plain.arrow'])
  })
})

describe('what is not given', () => {
  it.each([
    ['/nothing.csv', 'SOURCE_NOT_FOUND', 'data'],
    ['/status/410', 'SOURCE_NOT_FOUND', 'data'],
    ['/status/401', 'SOURCE_UNREADABLE', 'data'],
    ['/status/403', 'SOURCE_UNREADABLE', 'data'],
    ['/status/418', 'SOURCE_UNREADABLE', 'data'],
    ['/status/204', 'SOURCE_UNREADABLE', 'data'],
    ['/status/304', 'SOURCE_UNREADABLE', 'data'],
    ['/status/429', 'SOURCE_UNREACHABLE', 'resources'],
    ['/status/500', 'SOURCE_UNREACHABLE', 'resources'],
    ['/status/503', 'SOURCE_UNREACHABLE', 'resources'],
    ['/page', 'SOURCE_NOT_A_TABLE', 'data'],
    ['/empty.csv', 'SOURCE_EMPTY', 'data'],
    ['/brotli.csv', 'SOURCE_UNREADABLE', 'data'],
    ['/loop', 'SOURCE_UNREACHABLE', 'resources'],
    ['/cut', 'SOURCE_UNREACHABLE', 'resources'],
    ['/cut.gz', 'SOURCE_UNREACHABLE', 'resources'],
  ])('%s ends with %s, of kind %s', async (path, code, kind) => {
    const error: unknown = await readTable(`${base}${path}?token=secret`).catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code, kind })
    expect(JSON.stringify(error)).not.toContain('secret')
  })

  it('nobody listens there', async () => {
    await expect(readTable('http://127.0.0.1:1/a.csv')).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      message: expect.stringContaining('nothing listens') as string,
    })
  })

  it.each(['/silent', '/stalls', '/drips'])('%s is given up after the time that the environment says', async (path) => {
    process.env['MLWRIGHT_NETWORK_TIMEOUT_SECONDS'] = '0.2'
    const startedAt = performance.now()
    await expect(readTable(`${base}${path}`)).rejects.toMatchObject({
      code: 'SOURCE_UNREACHABLE',
      message: expect.stringContaining('for 0.2 seconds') as string,
    })
    expect(performance.now() - startedAt).toBeLessThan(5000)
  })

  it.each(['/endless', '/stated', '/bomb.gz', '/bomb.csv'])('%s is more than the limit', async (path) => {
    process.env['MLWRIGHT_MAX_DOWNLOAD_BYTES'] = '1000000'
    await expect(readTable(`${base}${path}`)).rejects.toMatchObject({
      code: 'SOURCE_UNREADABLE',
      message: expect.stringContaining('1000000 bytes') as string,
    })
  })

  it('limits that are no numbers are told', async () => {
    process.env['MLWRIGHT_MAX_DOWNLOAD_BYTES'] = '2GB'
    await expect(readTable(`${base}/a%20b.csv`)).rejects.toMatchObject({
      code: 'OPTION_INVALID',
      details: { variable: 'MLWRIGHT_MAX_DOWNLOAD_BYTES' },
    })
  })

  it.each(['/silent', '/stalls', '/endless'])('%s is left as soon as nobody waits for it', async (path) => {
    const endsAt = performance.now() + 150
    const checkpoint = (): void => {
      if (performance.now() > endsAt) throw new Error('stopped')
    }
    await expect(readTable(`${base}${path}`, { checkpoint })).rejects.toThrow('stopped')
    expect(performance.now() - endsAt).toBeLessThan(2000)
  })
})

describe('private addresses', () => {
  it.each(['/to-name', '/to-other', '/to-metadata', '/to-mapped', '/to-file'])('a redirect %s is refused', async (path) => {
    await expect(readTable(`${base}${path}`)).rejects.toMatchObject({ code: 'SOURCE_REFUSED', kind: 'data' })
    expect(seen.map(({ url }) => url)).toEqual([path])
  })

  it('are refused without asking them, unless they are allowed', async () => {
    delete process.env['MLWRIGHT_ALLOW_PRIVATE_HOSTS']
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '2130706433', '0']) {
      await expect(readTable(`http://${host}:${port}/a%20b.csv`)).rejects.toMatchObject({
        code: 'SOURCE_REFUSED',
        hint: expect.stringContaining('MLWRIGHT_ALLOW_PRIVATE_HOSTS') as string,
      })
    }
    expect(seen).toEqual([])
    process.env['MLWRIGHT_ALLOW_PRIVATE_HOSTS'] = '1'
    expect((await readTable(`${base}/to-name`)).table.rowCount).toBe(20)
  })
})

describe('permission from the environment', () => {
  it('goes to the server that was named and to no other', async () => {
    process.env['MLWRIGHT_HTTP_AUTHORIZATION'] = 'Bearer secret'
    process.env['MLWRIGHT_ALLOW_PRIVATE_HOSTS'] = '1'
    await readTable(`${base}/hop`)
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret', 'Bearer secret'])
    seen.length = 0
    await readTable(`${base}/to-name`)
    expect(seen.map(({ headers }) => headers.authorization)).toEqual(['Bearer secret', undefined])
  })

  it('is never sent in the clear', async () => {
    process.env['MLWRIGHT_HTTP_AUTHORIZATION'] = 'Bearer secret'
    const error: unknown = await readTable('http://example.org/a.csv').catch((caught: unknown) => caught)
    expect(error).toMatchObject({ code: 'SOURCE_REFUSED', message: expect.stringContaining('without encryption') as string })
    expect(JSON.stringify(error)).not.toContain('secret')
  })
})
