// One request to an S3-compatible object store: where it goes and how it is signed comes from the environment alone.
import { MlwrightError } from '../../../base/core/index.js'
import type { Limits } from './limits.js'
import { refusal } from './download.js'
import { sendRequest } from './request.js'
import type { Answer } from './request.js'

export interface S3Request {
  readonly bucket: string
  /** Absent: the bucket itself. */
  readonly key?: string
  readonly parameters?: Readonly<Record<string, string>>
  readonly limits: Limits
  readonly signal: AbortSignal
}

const credentialsHint = 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (and AWS_SESSION_TOKEN, if there is one) in the environment.'

/** The answer to a GET, a success. Throws SOURCE_NOT_FOUND, SOURCE_UNREADABLE, SOURCE_UNREACHABLE. */
export async function sendS3Request(request: S3Request): Promise<Answer> {
  const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'] ?? 'us-east-1'
  const answer = await sendTo(request, region)
  if (answer.status === 200) return answer
  const actual = regionOf(answer)
  // Of Amazon's own stores each bucket lives in one region, and any other names it.
  if (actual !== undefined && actual !== region && endpointOf() === undefined) {
    answer.close()
    const again = await sendTo(request, actual)
    if (again.status === 200) return again
    throw await s3Error(request, again)
  }
  throw await s3Error(request, answer)
}

async function sendTo({ bucket, key = '', parameters = {}, limits, signal }: S3Request, region: string): Promise<Answer> {
  const endpoint = endpointOf()
  const path = key.split('/').map(encodePart).join('/')
  // A bucket with points in its name fits no certificate of the store's own host names.
  const isHost = endpoint === undefined && !bucket.includes('.')
  const base = endpoint ?? `https://${isHost ? `${bucket}.` : ''}s3.${region}.amazonaws.com`
  const url = new URL(`${base}/${isHost ? '' : `${encodePart(bucket)}/`}${path}`)
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value)
  // Whoever sets the endpoint means it, wherever it is.
  return sendRequest({ url, headers: await signed(url, region), limits, signal, isTrusted: endpoint !== undefined })
}

/** Headers that say who asks; none where the environment holds no credentials: public buckets answer all the same. */
async function signed(url: URL, region: string): Promise<Record<string, string>> {
  const accessKeyId = process.env['AWS_ACCESS_KEY_ID']
  const secretAccessKey = process.env['AWS_SECRET_ACCESS_KEY']
  if (!accessKeyId || !secretAccessKey) return {}
  const { AwsV4Signer } = await import('aws4fetch')
  const sessionToken = process.env['AWS_SESSION_TOKEN']
  const signer = new AwsV4Signer({
    url: url.href,
    accessKeyId,
    secretAccessKey,
    ...(sessionToken ? { sessionToken } : {}),
    service: 's3',
    region,
  })
  const { headers } = await signer.sign()
  return Object.fromEntries([...headers].filter(([name]) => name !== 'host'))
}

function endpointOf(): string | undefined {
  const text = process.env['AWS_ENDPOINT_URL_S3'] || process.env['AWS_ENDPOINT_URL']
  if (!text) return undefined
  if (!/^https?:\/\/[^/@\s]+(?:\/[^@\s?#]*)?$/i.test(text)) {
    throw new MlwrightError(
      'OPTION_INVALID',
      'AWS_ENDPOINT_URL in the environment is not a plain address. Expected https://host, without credentials or parameters.',
      {
        hint: 'For example AWS_ENDPOINT_URL=http://127.0.0.1:9000',
      },
    )
  }
  return text.replace(/\/+$/, '')
}

function encodePart(part: string): string {
  return encodeURIComponent(part).replace(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)
}

function regionOf(answer: Answer): string | undefined {
  const region = answer.headers['x-amz-bucket-region']
  return typeof region === 'string' && /^[a-z0-9-]+$/.test(region) ? region : undefined
}

async function s3Error({ bucket, key = '' }: S3Request, answer: Answer): Promise<MlwrightError> {
  const region = regionOf(answer)
  const code = /<Code>(\w+)<\/Code>/.exec(await answer.head())?.[1]
  const address = `s3://${bucket}/${key}`
  const { status } = answer
  const details = { address, status, ...(code === undefined ? {} : { code }) }
  if (code === 'NoSuchBucket')
    return new MlwrightError('SOURCE_NOT_FOUND', `There is no bucket '${bucket}'.`, {
      hint: 'Check its name, and AWS_ENDPOINT_URL.',
      details,
    })
  if (status === 404)
    return new MlwrightError('SOURCE_NOT_FOUND', `There is no object '${address}'.`, {
      hint: "Check the key; a pattern such as 's3://bucket/folder/*' shows whether there is anything.",
      details,
    })
  if (status === 301 || status === 307 || code === 'AuthorizationHeaderMalformed' || code === 'PermanentRedirect') {
    return new MlwrightError('SOURCE_UNREADABLE', `The bucket '${bucket}' is in another region than is asked.`, {
      hint: region === undefined ? 'Set AWS_REGION to its region.' : `Set AWS_REGION=${region}.`,
      details,
    })
  }
  if (status === 401 || status === 403 || status === 400) {
    const isKnown = Boolean(process.env['AWS_ACCESS_KEY_ID'] && process.env['AWS_SECRET_ACCESS_KEY'])
    return new MlwrightError('SOURCE_UNREADABLE', `'${address}' may not be read (${code ?? `status ${status}`}).`, {
      hint: isKnown ? 'The credentials of the environment are wrong, are out of date, or lack the permission to read it.' : credentialsHint,
      details,
    })
  }
  return refusal(address, status)
}
