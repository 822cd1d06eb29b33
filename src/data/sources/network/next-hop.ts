// Where a redirect leads, if it may be followed.
import { MlwrightError } from '../../../base/core/index.js'
import { shownAddress } from '../address/without-secrets.js'

/** Throws SOURCE_REFUSED where it leads away from the web, or from https to http. Private addresses are refused when they are connected to. */
export function nextHop(from: URL, location: string): URL {
  const target = URL.canParse(location, from.href) ? new URL(location, from.href) : undefined
  const refuse = (what: string, hint: string): MlwrightError =>
    new MlwrightError('SOURCE_REFUSED', `'${shownAddress(from.href)}' redirects ${what}.`, { hint, details: { host: from.host } })
  if (target === undefined || !/^https?:$/.test(target.protocol))
    throw refuse(`to an address of another kind than http or https`, 'Name the address of the file itself.')
  if (from.protocol === 'https:' && target.protocol === 'http:')
    throw refuse(
      `from https to http, to '${target.host}'`,
      'What comes unencrypted may have been changed on the way. Name an https address.',
    )
  target.username = ''
  target.password = ''
  return target
}
