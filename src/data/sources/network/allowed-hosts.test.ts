import { describe, expect, it } from 'vitest'
import { checkHost, isAllowedHost, lookupAllowed, privateKind } from './allowed-hosts.js'

describe('addresses that are not on the open internet', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '100.127.255.255',
    '127.0.0.1',
    '127.255.255.255',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '239.255.255.255',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:10.0.0.1',
    '::ffff:a9fe:a9fe',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:1::1',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    'fe80::1%eth0',
    'ff02::1',
    'localhost',
    '',
  ])('%s', (address) => {
    expect(privateKind(address)).not.toBeUndefined()
  })

  it.each([
    '8.8.8.8',
    '100.63.255.255',
    '100.128.0.1',
    '172.15.0.1',
    '172.32.0.1',
    '193.0.0.1',
    '::ffff:8.8.8.8',
    '2606:4700::1111',
    '2a00:1450::1',
  ])('%s is on it', (address) => {
    expect(privateKind(address)).toBeUndefined()
  })

  it.each([
    'http://2130706433/',
    'http://0x7f.1/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::ffff:7f00:1]/',
    'http://[::1]/',
    'http://0/',
  ])('%s is one, in another spelling', (url) => {
    expect(() => checkHost(new URL(url).hostname)).toThrow(expect.objectContaining({ code: 'SOURCE_REFUSED' }))
  })

  it('are allowed by the environment: all, or some by name', () => {
    expect(isAllowedHost('10.0.0.1', {})).toBe(false)
    expect(isAllowedHost('10.0.0.1', { MLWRIGHT_ALLOW_PRIVATE_HOSTS: '1' })).toBe(true)
    expect(isAllowedHost('Wiki.example', { MLWRIGHT_ALLOW_PRIVATE_HOSTS: 'other, wiki.example' })).toBe(true)
    expect(isAllowedHost('wiki.example.evil', { MLWRIGHT_ALLOW_PRIVATE_HOSTS: 'wiki.example' })).toBe(false)
    expect(isAllowedHost('', {})).toBe(false)
    expect(isAllowedHost('', { MLWRIGHT_ALLOW_PRIVATE_HOSTS: '1' })).toBe(true)
    expect(isAllowedHost('host', { MLWRIGHT_ALLOW_PRIVATE_HOSTS: '0' })).toBe(false)
  })

  it('a name that means one is refused when it is looked up: nothing is connected to', async () => {
    const found = (all: boolean): Promise<unknown> =>
      new Promise((resolve) => lookupAllowed('localhost', { all }, (error, address) => resolve(error ?? address)))
    expect(await found(true)).toMatchObject({ code: 'SOURCE_REFUSED', details: { host: 'localhost' } })
    process.env['MLWRIGHT_ALLOW_PRIVATE_HOSTS'] = 'localhost'
    try {
      expect(await found(true)).toContainEqual(expect.objectContaining({ address: expect.stringMatching(/^(127\.|::1)/) as string }))
      expect(await found(false)).toMatch(/^(127\.|::1)/)
    } finally {
      delete process.env['MLWRIGHT_ALLOW_PRIVATE_HOSTS']
    }
  })
})
