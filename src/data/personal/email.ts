// E-mail addresses.

const address = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}$/

/** True for one address, `mailto:` and angle brackets aside. The common form of RFC 5321, without quoted local parts. */
export function isEmail(text: string): boolean {
  if (text.length > 254 || !text.includes('@')) return false
  return address.test(text.replace(/^mailto:/i, '').replace(/^<(.*)>$/, '$1'))
}
