// Addresses of machines, which lead to those who use them.
import { isIPv4, isIPv6 } from 'node:net'

/** True for one IPv4 or IPv6 address, with or without a port or a length of prefix. */
export function isIpAddress(text: string): boolean {
  if (text.length < 3 || text.length > 64) return false
  if (isIPv6(text)) return text.length > 4
  if (/^\d/.test(text)) return isIPv4(text.replace(/(?::\d{1,5}|\/\d{1,2})$/, ''))
  const bracketed = /^\[(.+)\](?::\d{1,5})?$/.exec(text)
  return bracketed !== null ? isIPv6(bracketed[1]) : text.includes('/') && isIPv6(text.replace(/\/\d{1,3}$/, ''))
}

/** True for the address of a network card: six bytes in pairs. IEEE 802. */
export function isMacAddress(text: string): boolean {
  return /^[\dA-Fa-f]{2}(?:(?::[\dA-Fa-f]{2}){5}|(?:-[\dA-Fa-f]{2}){5})$/.test(text) || /^[\dA-Fa-f]{4}(?:\.[\dA-Fa-f]{4}){2}$/.test(text)
}
