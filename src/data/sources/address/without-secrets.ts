// Addresses as they may be shown and kept: what opens doors is taken out.
const mask = '***'
/** Parameters by which servers are asked for permission. */
const secretName = /token|secret|passw|pwd|signature|credential|auth|api[-_]?key|access[-_]?key|session|^(?:key|sig|sas)$/i

/** An address for messages: without user, password, parameters and mark. Paths stay as they are. */
export function shownAddress(text: string): string {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)
  if (scheme === null) return /^(?:sqlite|postgres(?:ql)?):/i.test(text) ? text.replace(/[?#][^]*$/, '') : text
  const [head] = text.slice(scheme[0].length).split(/[?#]/, 1)
  const slash = head.indexOf('/')
  const server = slash < 0 ? head : head.slice(0, slash)
  const host = server.slice(server.lastIndexOf('@') + 1)
  // A password with a mark or a slash in it that is not encoded: where it ends cannot be told.
  if (/^[^[\]]*:(?!\d*$)/.test(host)) return `${scheme[0]}…`
  return `${scheme[0]}${host}${slash < 0 ? '' : head.slice(slash)}`
}

/** The same address with every password and every parameter that gives permission masked; a mask is not taken for the secret when it is read again. */
export function withoutSecrets(text: string): string {
  if (!/^(?:https?|postgres(?:ql)?|s3):\/\//i.test(text)) return text
  const open = text.replace(/^([a-z0-9]+:\/\/[^/?#@:]*):(?!\d*(?:[/?#]|$))[^@]*@/i, `$1:${mask}@`)
  if (!/^http/i.test(text)) return open
  return open.replace(/([?&])([^=&#]*)=([^&#]*)/g, (whole, before: string, name: string) =>
    secretName.test(name) ? `${before}${name}=${mask}` : whole,
  )
}

/** The name of a parameter whose secret was masked. */
export function hiddenParameter(url: URL): string | undefined {
  for (const [name, value] of url.searchParams) if (value === mask && secretName.test(name)) return name
  return undefined
}
