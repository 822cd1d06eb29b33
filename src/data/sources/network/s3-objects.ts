// Objects of an S3-compatible store as files: one by its key, several by a pattern.
import picomatch from 'picomatch'
import { MlwrightError } from '../../../base/core/index.js'
import type { OpenedFile } from '../open.js'
import { unpackBytes } from '../unpack.js'
import { networkLimits } from './limits.js'
import { whileWanted } from './patience.js'
import { sendS3Request } from './s3-request.js'

/** More objects than this are hardly meant. */
const mostKeys = 10_000

/** All bytes of an object, unpacked. Throws as `download` does. */
export async function readObject(bucket: string, key: string, checkpoint?: () => void): Promise<OpenedFile> {
  const limits = networkLimits()
  const name = key.split('/').findLast((part) => part !== '') ?? key
  const bytes = await whileWanted(checkpoint, async (signal) => (await sendS3Request({ bucket, key, limits, signal })).body())
  return { name, bytes: await unpackBytes(name, bytes, limits.mostBytes) }
}

export function isKeyPattern(key: string): boolean {
  return /[*?{[]/.test(key)
}

/** The keys that fit the pattern, in order. Throws SOURCE_NOT_FOUND where none does. */
export async function listObjects(bucket: string, pattern: string, checkpoint?: () => void): Promise<readonly string[]> {
  const fits = picomatch(pattern, { dot: true })
  const prefix = pattern.slice(0, pattern.search(/[*?{[]/))
  const keys: string[] = []
  await whileWanted(checkpoint, async (signal) => {
    let token: string | undefined
    do {
      const answer = await sendS3Request({
        bucket,
        parameters: { 'list-type': '2', 'encoding-type': 'url', prefix, ...(token === undefined ? {} : { 'continuation-token': token }) },
        limits: networkLimits(),
        signal,
      })
      const page = parsePage(Buffer.from(await answer.body()).toString('utf8'))
      keys.push(...page.keys.filter((key) => !key.endsWith('/') && (key === pattern || fits(key))))
      token = page.next
      if (keys.length > mostKeys) throw tooMany(bucket, pattern)
    } while (token !== undefined)
  })
  if (keys.length === 0) {
    throw new MlwrightError('SOURCE_NOT_FOUND', `No object fits the pattern 's3://${bucket}/${pattern}'.`, {
      hint: 'A * does not go past a /; ** does.',
      details: { bucket, pattern },
    })
  }
  return keys.sort()
}

/** Keys come percent-encoded, as was asked: nothing in them needs a reader of XML. */
function parsePage(xml: string): { readonly keys: readonly string[]; readonly next: string | undefined } {
  const keys = [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key]) => decodeURIComponent(key.replaceAll('+', '%20')))
  const isTruncated = /<IsTruncated>true<\/IsTruncated>/.test(xml)
  const next = /<NextContinuationToken>([^<]*)<\/NextContinuationToken>/.exec(xml)?.[1]
  return { keys, next: isTruncated && next !== undefined ? plainText(next) : undefined }
}

function plainText(xml: string): string {
  return xml.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&apos;', "'").replaceAll('&amp;', '&')
}

function tooMany(bucket: string, pattern: string): MlwrightError {
  return new MlwrightError('SOURCE_UNREADABLE', `More than ${mostKeys} objects fit the pattern 's3://${bucket}/${pattern}'.`, {
    hint: 'Narrow the pattern.',
    details: { bucket, pattern },
  })
}
