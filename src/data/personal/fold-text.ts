// Texts in lower case and without marks, for comparing.

/** `Müller` as `muller`, `straße` as `strasse`. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('ł', 'l')
}

/** The words of a column's name, folded, one blank between them: `customerEMail_2` is `customer e mail 2`. */
export function wordsOfName(name: string): string {
  const parted = name.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
  return foldText(parted)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}
