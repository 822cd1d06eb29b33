// A contract from where it is kept: a contract file, the signature of a bundle, the bundle's folder, or an object.
import { readFile, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MlwrightError, showValue } from '../../base/core/index.js'
import { contractOfSignature, contractText, parseContract } from '../../data/contract/index.js'
import type { Contract } from '../../data/contract/index.js'
import { readSignature } from '../../ship/bundle/index.js'

export interface NamedContract {
  /** For people. */
  readonly name: string
  readonly contract: Contract
}

/** A signature is JSON with inputs; contracts have none. */
const signatureStart = /^\s*\{[^]*?"inputs"\s*:/

/**
 * Reads a contract. `given`: the path of a contract file, of a `signature.json` or of a bundle's folder; or a contract.
 * Throws OPTION_INVALID, CONTRACT_NOT_FOUND, CONTRACT_INVALID with every problem, CONTRACT_NEWER; BUNDLE_INVALID, BUNDLE_NEWER of a signature.
 */
export async function readContract(given: string | URL | Contract): Promise<NamedContract> {
  // What programs made is held to the same form as what people wrote.
  if (typeof given === 'object' && !(given instanceof URL) && given !== null)
    return { name: 'the contract given', contract: checkedContract(given) }
  const named = pathOf(given)
  const isFolder = (await stat(named).catch(() => undefined))?.isDirectory() === true
  const path = isFolder ? join(named, 'signature.json') : named
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw notFound(named, isFolder, error)
  })
  const text = decode(bytes, path)
  if (!signatureStart.test(text)) return { name: basename(path), contract: parseContract(text, basename(path)) }
  return { name: basename(path), contract: contractOfSignature(readSignature(dirname(resolve(path)), bytes), basename(path)) }
}

function checkedContract(given: Contract): Contract {
  let text: string
  try {
    text = contractText(given)
  } catch (cause) {
    throw new MlwrightError('CONTRACT_INVALID', 'The contract given is no contract: it lacks what every contract has.', {
      hint: 'Give the path of a contract file, or the `contract` that contract(source) returns.',
      cause,
    })
  }
  return parseContract(text, 'the contract given')
}

function pathOf(given: unknown): string {
  if (typeof given === 'string' && given !== '') return given.startsWith('file:') ? fileURLToPath(given) : given
  if (given instanceof URL && given.protocol === 'file:') return fileURLToPath(given)
  throw new MlwrightError(
    'OPTION_INVALID',
    `The contract is ${given === undefined ? 'missing' : showValue(given)}, expected the path of a file.`,
    {
      hint: 'For example: mlwright check people.csv --contract people.contract.yaml',
    },
  )
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new MlwrightError('CONTRACT_INVALID', `The contract '${basename(path)}' is no text in UTF-8. Expected a YAML file.`, {
      hint: 'Save it as UTF-8, or restore it from version control.',
      details: { contract: path },
      cause,
    })
  }
}

function notFound(path: string, isFolder: boolean, error: NodeJS.ErrnoException): MlwrightError {
  const reason = isFolder
    ? 'it is a folder without a signature.json'
    : error.code === 'ENOENT' || error.code === 'ENOTDIR'
      ? 'there is no such file'
      : error.message
  return new MlwrightError('CONTRACT_NOT_FOUND', `The contract '${path}' cannot be read: ${reason}.`, {
    hint: 'Make one: mlwright contract <source> --out <file>',
    details: { contract: path },
    cause: error,
  })
}
