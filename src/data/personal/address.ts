// Postal addresses: a number beside the word for a street.

const numberFirst =
  /^(?:(?:flat|apt|unit|suite)\.? ?\w+,? )?\d{1,5}[a-z]?,? (?:[\p{L}\d.'’-]+ ){1,5}(?:street|st|avenue|ave|av|road|rd|lane|ln|drive|dr|boulevard|blvd|court|ct|place|pl|square|sq|terrace|way|highway|hwy|parkway|pkwy|close|crescent)\b/iu
const numberFirstLatin = /^\d{1,5}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|bd|chemin|impasse|place|all[ée]e|quai|route|cours)\b/iu
const streetFirst =
  /^(?:calle|c\/|avenida|avda|av\.|paseo|plaza|carrer|via|viale|piazza|corso|largo|rua|travessa|pra[çc]a|ulica|ul\.)\s?(?:[\p{L}.'’-]+,? ){1,6}(?:n[º°.]? ?)?\d{1,5}/iu
const germanic =
  /^(?:[\p{L}.-]+ ){0,3}[\p{L}.-]{2,}[ -]?(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|ring|damm|ufer|straat|laan|plein|gatan|vägen|gade|vej|veien|katu)\s\d{1,4} ?[a-z]?\b/iu
const box = /^(?:p\.? ?o\.? box|postfach|apartado|bo[îi]te postale|bp)\s?\d+/i

/** True for a text that begins with one postal address: a street with a number, or a box. */
export function isPostalAddress(text: string): boolean {
  if (text.length < 6 || text.length > 160 || !/\d/.test(text)) return false
  return [numberFirst, numberFirstLatin, streetFirst, germanic, box].some((form) => form.test(text))
}
