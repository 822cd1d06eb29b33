// An S3-compatible object store for tests: moto's server on loopback.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { AwsClient } from 'aws4fetch'
import { freePort, untilListening } from './free-port.js'

export interface ObjectStore {
  /** What a user would set. */
  readonly environment: Readonly<Record<string, string>>
  /** Every other object is for those with credentials alone. */
  put(bucket: string, key: string, content: string | Uint8Array, options?: { readonly isPublic?: boolean }): Promise<void>
  stop(): Promise<void>
}

export const secretKey = 'aVery+Secret/Key'

/** The program `moto_server`, named by MLWRIGHT_MOTO. Undefined where there is none. */
export const motoServer = existsSync(process.env['MLWRIGHT_MOTO'] ?? '') ? process.env['MLWRIGHT_MOTO'] : undefined

export async function startObjectStore(): Promise<ObjectStore> {
  const port = await freePort()
  const child = spawn(motoServer!, ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  await untilListening(port)
  const endpoint = `http://127.0.0.1:${port}`
  const client = new AwsClient({ accessKeyId: 'AKIATEST', secretAccessKey: secretKey, service: 's3', region: 'us-east-1' })
  const buckets = new Set<string>()
  const send = async (path: string, body?: string | Uint8Array, headers: Record<string, string> = {}): Promise<void> => {
    const response = await client.fetch(`${endpoint}/${path}`, {
      method: 'PUT',
      headers,
      ...(body === undefined ? {} : { body: Buffer.from(body) }),
    })
    if (!response.ok) throw new Error(`PUT ${path}: ${response.status} ${await response.text()}`)
  }
  return {
    environment: {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: 'AKIATEST',
      AWS_SECRET_ACCESS_KEY: secretKey,
      AWS_REGION: 'us-east-1',
    },
    async put(bucket, key, content, { isPublic = false } = {}) {
      if (!buckets.has(bucket)) await send(bucket)
      buckets.add(bucket)
      await send(`${bucket}/${key.split('/').map(encodeURIComponent).join('/')}`, content, isPublic ? { 'x-amz-acl': 'public-read' } : {})
    },
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}
