// One request to a web server: one connection, to an address that was checked; its body read up to a limit.
import type { IncomingMessage } from 'node:http'
import { createGunzip } from 'node:zlib'
import { isMlwrightError, MlwrightError } from '../../../base/core/index.js'
import { checkHost, lookupAllowed } from './allowed-hosts.js'
import type { Limits } from './limits.js'

export interface Request {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly limits: Limits
  readonly signal: AbortSignal
  /** Whoever runs mlwright named this host in the environment. */
  readonly isTrusted?: boolean
}

export interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  /** All of it, or throws; what the server packed for the way is unpacked. */
  body(): Promise<Uint8Array>
  /** The first bytes, to look for a reason in; never throws. */
  head(): Promise<string>
  /** Lets the connection go. */
  close(): void
}

const headBytes = 1 << 16
/** A server that gives less than this is as good as silent: else it could hold on for ever, byte by byte. */
const slowestBytesPerMs = 0.1

/** Sends a GET. The answer must be read or closed. Throws SOURCE_REFUSED, SOURCE_UNREACHABLE. */
export async function sendRequest(request: Request): Promise<Answer> {
  const { url, headers, limits, signal, isTrusted = false } = request
  if (!isTrusted) checkHost(url.hostname)
  const { request: send } = url.protocol === 'https:' ? await import('node:https') : await import('node:http')
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const sent = send(url, {
      agent: false,
      headers: { 'user-agent': 'mlwright', accept: '*/*', 'accept-encoding': 'gzip', ...headers },
      signal,
      timeout: limits.idleMs,
      ...(isTrusted ? {} : { lookup: lookupAllowed }),
    })
    sent.on('timeout', () => sent.destroy(silence(url, limits)))
    sent.on('response', resolve)
    sent.on('error', (error) => reject(unreachable(url, error)))
    sent.end()
  })
  response.setTimeout(limits.idleMs, () => response.destroy(silence(url, limits)))
  return {
    status: response.statusCode ?? 0,
    headers: response.headers,
    body: async () => readBody(request, response),
    head: async () => Buffer.from(await readStart(response)).toString('utf8'),
    close: () => response.destroy(),
  }
}

async function readBody({ url, limits }: Request, response: IncomingMessage): Promise<Uint8Array> {
  const stated = Number(response.headers['content-length'] ?? 0)
  if (stated > limits.mostBytes) {
    response.destroy()
    throw tooLarge(url, limits, `has ${stated} bytes`)
  }
  const encoding = response.headers['content-encoding']?.toLowerCase() ?? 'identity'
  if (!['identity', '', 'gzip', 'x-gzip'].includes(encoding)) {
    response.destroy()
    throw new MlwrightError('SOURCE_UNREADABLE', `'${hostOf(url)}' sends its answer as ${encoding}. Expected gzip or plain bytes.`, {
      details: { host: hostOf(url), encoding },
    })
  }
  const chunks: Buffer[] = []
  const startedAt = performance.now()
  let size = 0
  try {
    const stream = encoding.endsWith('gzip') ? response.pipe(createGunzip()) : response
    // A pipe does not hand on that its source broke.
    if (stream !== response) response.on('error', (error) => stream.destroy(error)).on('aborted', () => stream.destroy(cutOff()))
    for await (const chunk of stream) {
      size += (chunk as Buffer).length
      if (size > limits.mostBytes) throw tooLarge(url, limits, 'goes on')
      chunks.push(chunk as Buffer)
      const elapsedMs = performance.now() - startedAt
      if (elapsedMs > 2 * limits.idleMs && size < slowestBytesPerMs * elapsedMs) throw silence(url, limits)
    }
  } catch (error) {
    throw unreachable(url, error as Error, size)
  } finally {
    response.destroy()
  }
  if (!response.complete) throw unreachable(url, cutOff(), size)
  return Buffer.concat(chunks, size)
}

async function readStart(response: IncomingMessage): Promise<Uint8Array> {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer)
      size += (chunk as Buffer).length
      if (size > headBytes) break
    }
  } catch {
    // What came before it broke off has to do.
  }
  response.destroy()
  return Buffer.concat(chunks)
}

function hostOf(url: URL): string {
  return url.host
}

function cutOff(): Error {
  return new Error('the connection was closed before the end')
}

function silence(url: URL, { idleMs }: Limits): MlwrightError {
  return new MlwrightError('SOURCE_UNREACHABLE', `'${hostOf(url)}' sent nothing, or next to nothing, for ${idleMs / 1000} seconds.`, {
    hint: 'Try again later, or wait longer: MLWRIGHT_NETWORK_TIMEOUT_SECONDS=120.',
    details: { host: hostOf(url), seconds: idleMs / 1000 },
  })
}

function tooLarge(url: URL, { mostBytes }: Limits, what: string): MlwrightError {
  return new MlwrightError('SOURCE_UNREADABLE', `The answer of '${hostOf(url)}' ${what}. Expected at most ${mostBytes} bytes.`, {
    hint: 'Raise the limit with MLWRIGHT_MAX_DOWNLOAD_BYTES, or fetch a part of it.',
    details: { host: hostOf(url), expected: mostBytes },
  })
}

const reasons: Readonly<Record<string, string>> = {
  ENOTFOUND: 'there is no host of this name',
  EAI_AGAIN: 'names cannot be looked up now',
  ECONNREFUSED: 'nothing listens there',
  ECONNRESET: 'the connection was closed before the end',
  ETIMEDOUT: 'it does not answer',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
}

function unreachable(
  url: URL,
  error: NodeJS.ErrnoException & { readonly errors?: readonly NodeJS.ErrnoException[] },
  bytesRead = 0,
): MlwrightError {
  if (isMlwrightError(error)) return error
  const code = error.code ?? error.errors?.[0]?.code
  const reason = reasons[code ?? ''] ?? error.message
  const after = bytesRead > 0 ? ` after ${bytesRead} bytes` : ''
  return new MlwrightError('SOURCE_UNREACHABLE', `'${hostOf(url)}' cannot be read from${after}: ${reason}.`, {
    hint: 'Check the address and the connection, and try again.',
    details: { host: hostOf(url), bytesRead, ...(code === undefined ? {} : { code }) },
    cause: error,
  })
}
