// Which hosts a source may be fetched from: the open internet, and of the private one what the environment allows.
import { lookup } from 'node:dns'
import type { LookupAddress, LookupOptions } from 'node:dns'
import { BlockList, isIP } from 'node:net'
import { MlwrightError } from '../../../base/core/index.js'

/** Networks that are no part of the open internet: IANA's special-purpose registries, RFC 6890. */
const closed: readonly (readonly [network: string, prefix: number, what: string])[] = [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'shared by a provider (CGNAT)'],
  ['127.0.0.0', 8, 'loopback'],
  ['169.254.0.0', 16, 'link-local, where clouds keep their metadata'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'set aside'],
  ['192.0.2.0', 24, 'set aside for examples'],
  ['192.88.99.0', 24, 'set aside'],
  ['192.168.0.0', 16, 'private'],
  ['198.18.0.0', 15, 'set aside for measurements'],
  ['198.51.100.0', 24, 'set aside for examples'],
  ['203.0.113.0', 24, 'set aside for examples'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'set aside'],
  ['::', 96, 'unspecified, loopback or IPv4 in an old form'],
  ['64:ff9b::', 96, 'IPv4 behind a translator'],
  ['64:ff9b:1::', 48, 'IPv4 behind a translator'],
  ['100::', 64, 'set aside'],
  ['2001::', 23, 'set aside or a tunnel'],
  ['2001:db8::', 32, 'set aside for examples'],
  ['2002::', 16, 'a tunnel'],
  ['3fff::', 20, 'set aside for examples'],
  ['5f00::', 16, 'set aside'],
  ['fc00::', 7, 'private'],
  ['fe80::', 10, 'link-local'],
  ['fec0::', 10, 'private'],
  ['ff00::', 8, 'multicast'],
]

const lists = closed.map(([network, prefix, what]) => {
  const list = new BlockList()
  list.addSubnet(network, prefix, isIP(network) === 6 ? 'ipv6' : 'ipv4')
  return { list, what }
})

/** What kind of private address this is; undefined for one of the open internet. IPv4 written as IPv6 counts as IPv4. */
export function privateKind(address: string): string | undefined {
  const plain = address.replace(/%.*$/, '')
  const family = isIP(plain)
  if (family === 0) return 'no address'
  return lists.find(({ list }) => list.check(plain, family === 6 ? 'ipv6' : 'ipv4'))?.what
}

export const allowVariable = 'MLWRIGHT_ALLOW_PRIVATE_HOSTS'

/** True where the environment allows this host although its address is private: `1` allows all, else names parted by commas. */
export function isAllowedHost(host: string, environment: NodeJS.ProcessEnv = process.env): boolean {
  const allowed = (environment[allowVariable] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '')
  return allowed.includes('1') || allowed.includes(host.toLowerCase())
}

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void

/**
 * Looks a name up and hands on nothing but addresses that may be connected to: what was checked is what is connected to, whatever the name
 * means a moment later. One private address among them refuses all. The error is SOURCE_REFUSED.
 */
export function lookupAllowed(host: string, options: LookupOptions, found: Found): void {
  lookup(host, { ...options, all: true }, (error, addresses) => {
    if (error !== null) {
      found(error, '')
      return
    }
    const refused = isAllowedHost(host) ? undefined : addresses.find(({ address }) => privateKind(address) !== undefined)
    if (refused !== undefined) found(refusedHost(host, refused.address), '')
    else if (options.all === true) found(null, addresses)
    else found(null, addresses[0].address, addresses[0].family)
  })
}

/** An address in place of a name is never looked up. Throws SOURCE_REFUSED. */
export function checkHost(host: string): void {
  const plain = host.replace(/^\[(.*)\]$/, '$1')
  if (isIP(plain) !== 0 && privateKind(plain) !== undefined && !isAllowedHost(plain)) throw refusedHost(plain, plain)
}

function refusedHost(host: string, address: string): MlwrightError {
  const kind = privateKind(address) ?? ''
  const which = host === address ? `The address ${address} is` : `The host '${host}' has the address ${address}, which is`
  return new MlwrightError(
    'SOURCE_REFUSED',
    `${which} not on the open internet (${kind}). Private addresses are not fetched from unless they are allowed.`,
    {
      hint: `Where that is meant, set ${allowVariable}=${host} (or 1 for all) in the environment.`,
      details: { host, address, kind },
    },
  )
}
