// United States: social security numbers, and the taxpayer numbers that look alike.
import type { NationalId } from './national-id.js'

/** Area 000, 666 and 900 up, group 00 and serial 0000 were never given out (Social Security Administration). There is no check digit. */
export const usSsn: NationalId = {
  country: 'US',
  title: 'social security numbers',
  matches: (text) => {
    const found = /^(\d{3})([- ])(\d{2})\2(\d{4})$/.exec(text) ?? /^(\d{3})()(\d{2})(\d{4})$/.exec(text)
    if (found === null) return false
    const [, area, , group, serial] = found
    return area !== '000' && area !== '666' && area < '900' && group !== '00' && serial !== '0000'
  },
  chance: 0.9,
  names: /\b(?:ssn|social security(?: (?:number|no|nr))?|soc sec|itin)\b/,
}
