// A file from a web server, redirects followed by hand: each hop is checked as the first was.
import { MlwrightError } from '../../../base/core/index.js'
import { shownAddress } from '../address/without-secrets.js'
import type { OpenedFile } from '../open.js'
import { unpackBytes } from '../unpack.js'
import { networkLimits } from './limits.js'
import { nextHop } from './next-hop.js'
import { whileWanted } from './patience.js'
import { sendRequest } from './request.js'
import type { Answer } from './request.js'

const mostRedirects = 10
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])
const authorizationVariable = 'MLWRIGHT_HTTP_AUTHORIZATION'

/**
 * All bytes behind a URL, unpacked. Throws SOURCE_REFUSED for private addresses that are not allowed and for a redirect from https to http,
 * SOURCE_NOT_FOUND, SOURCE_UNREADABLE where the server does not give it or it is too large, SOURCE_UNREACHABLE where the network fails.
 */
export async function download(url: URL, checkpoint?: () => void): Promise<OpenedFile> {
  const limits = networkLimits()
  const name = fileName(url)
  const bytes = await whileWanted(checkpoint, async (signal) => {
    let at = url
    for (let hop = 0; hop <= mostRedirects; hop++) {
      const answer = await sendRequest({ url: at, headers: authorization(url, at), limits, signal })
      const target = redirects.has(answer.status) ? answer.headers.location : undefined
      if (target === undefined) {
        requireGiven(at, answer)
        return answer.body()
      }
      answer.close()
      at = nextHop(at, target)
    }
    throw new MlwrightError('SOURCE_UNREACHABLE', `'${shownAddress(url.href)}' redirects more than ${mostRedirects} times.`, {
      hint: 'Name the address that it should lead to.',
      details: { host: url.host },
    })
  })
  return { name, bytes: await unpackBytes(name, bytes, limits.mostBytes) }
}

/** The last part of the path, as a file would be called; else the host. */
function fileName(url: URL): string {
  const last = url.pathname.split('/').findLast((part) => part !== '') ?? ''
  try {
    return decodeURIComponent(last).replaceAll('/', '-') || url.host
  } catch {
    return last
  }
}

/** For the server that was named alone, and never in the clear. */
function authorization(first: URL, at: URL): Readonly<Record<string, string>> {
  const secret = process.env[authorizationVariable]
  if (secret === undefined || secret === '' || at.origin !== first.origin) return {}
  if (at.protocol !== 'https:' && !isLoopback(at.hostname)) {
    throw new MlwrightError(
      'SOURCE_REFUSED',
      `${authorizationVariable} is set, but '${at.host}' is asked without encryption: it would be readable on the way.`,
      {
        hint: 'Use https, or unset the variable.',
        details: { host: at.host },
      },
    )
  }
  return { authorization: secret }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.')
}

/** Throws where the server does not give the file. */
function requireGiven(url: URL, answer: Answer): void {
  const { status } = answer
  if (status === 200) return
  answer.close()
  throw refusal(shownAddress(url.href), status)
}

/** What a status that is no success means. */
export function refusal(address: string, status: number): MlwrightError {
  const details = { address, status }
  if (status === 404 || status === 410) {
    return new MlwrightError('SOURCE_NOT_FOUND', `There is nothing at '${address}' (status ${status}).`, {
      hint: 'Check the address.',
      details,
    })
  }
  if (status === 401 || status === 403) {
    return new MlwrightError('SOURCE_UNREADABLE', `'${address}' may not be read (status ${status}).`, {
      hint: `Give permission in the environment, for example ${authorizationVariable}='Bearer …'.`,
      details,
    })
  }
  if (status >= 500 || status === 408 || status === 425 || status === 429) {
    return new MlwrightError('SOURCE_UNREACHABLE', `The server of '${address}' cannot answer now (status ${status}).`, {
      hint: 'Try again later.',
      details,
    })
  }
  return new MlwrightError('SOURCE_UNREADABLE', `'${address}' gives no file (status ${status}). Expected status 200.`, {
    hint: 'Check the address.',
    details,
  })
}
