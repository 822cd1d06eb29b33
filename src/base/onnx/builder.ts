// Builds an ONNX graph call by call and serialises it; what no output needs is left out.
import { MlwrightError } from '../core/index.js'
import type { Attribute, Attributes, ElementType, GraphBuilder, Value } from './graph.js'
import { Message } from './protobuf.js'
import { elementTypeCodes, encodeTensor } from './tensor.js'

/** Operators as of these versions, which ONNX Runtime has known since 1.20. `ai.onnx` is written as the empty domain. */
const operatorSetVersions: Readonly<Record<string, number>> = { '': 21, 'ai.onnx.ml': 5, 'com.microsoft': 1 }

/** The version of the file format that belongs to these operators. */
const irVersion = 10

export interface GraphOptions {
  /** Of the graph. Default `mlwright`. */
  readonly name?: string
  /** Of mlwright. Default absent. */
  readonly producerVersion?: string
}

interface Edge extends Value {
  readonly graph: object
}

interface Node {
  readonly operator: string
  readonly domain: string
  readonly inputs: readonly (Edge | undefined)[]
  readonly outputs: readonly Edge[]
  readonly attributes: Attributes
}

interface Port {
  readonly edge: Edge
  readonly name: string
  readonly type: ElementType
  readonly dims: readonly (number | string)[] | undefined
}

/**
 * An empty graph to write into.
 * Names inside the graph are made at the end and never clash with those of inputs and outputs, which may be any non-empty text.
 * `toBytes` throws INTERNAL when two ports share a name.
 */
export function createGraph(options: GraphOptions = {}): GraphBuilder {
  const identity = {}
  const inputs: Port[] = []
  const outputs: Port[] = []
  const nodes: Node[] = []
  const constants = new Map<Edge, Uint8Array>()
  const constantsByHash = new Map<number, Edge[]>()
  let edgeCount = 0

  const createEdge = (): Edge => ({ name: `value ${++edgeCount}`, graph: identity })
  const ownEdge = (value: Value): Edge => {
    if ((value as Partial<Edge>).graph !== identity) {
      throw new MlwrightError('INTERNAL', `The value '${value.name}' is not of this graph.`)
    }
    return value as Edge
  }
  const addMany: GraphBuilder['addMany'] = (operator, from, outputCount, attributes = {}, domain = '') => {
    const known = domain === 'ai.onnx' ? '' : domain
    if (operatorSetVersions[known] === undefined) throw new MlwrightError('INTERNAL', `Unknown operator domain '${domain}'.`)
    const node: Node = {
      operator,
      domain: known,
      inputs: from.map((value) => (value === undefined ? undefined : ownEdge(value))),
      outputs: Array.from({ length: outputCount }, createEdge),
      attributes,
    }
    nodes.push(node)
    return node.outputs
  }

  return {
    input(name, type, dims) {
      const edge = createEdge()
      inputs.push({ edge, name, type, dims })
      return edge
    },
    constant(tensor) {
      const bytes = encodeTensor(tensor)
      const hash = hashOf(bytes)
      const alike = constantsByHash.get(hash) ?? []
      const equal = alike.find((edge) => equalBytes(constants.get(edge)!, bytes))
      if (equal !== undefined) return equal
      const edge = createEdge()
      constants.set(edge, bytes)
      constantsByHash.set(hash, [...alike, edge])
      return edge
    },
    add: (operator, from, attributes, domain) => addMany(operator, from, 1, attributes, domain)[0],
    addMany,
    output(value, name, type, dims) {
      let edge = ownEdge(value)
      const isBound = outputs.some((port) => port.edge === edge)
      if (isBound || constants.has(edge) || inputs.some((port) => port.edge === edge)) edge = addMany('Identity', [edge], 1)[0] as Edge
      outputs.push({ edge, name, type, dims })
    },
    toBytes: () => serialise({ options, inputs, outputs, nodes, constants }),
  }
}

interface Parts {
  readonly options: GraphOptions
  readonly inputs: readonly Port[]
  readonly outputs: readonly Port[]
  readonly nodes: readonly Node[]
  readonly constants: ReadonlyMap<Edge, Uint8Array>
}

function serialise(parts: Parts): Uint8Array {
  const needed = neededEdges(parts)
  const nodes = parts.nodes.filter((node) => node.outputs.some((edge) => needed.has(edge)))
  const constants = [...parts.constants].filter(([edge]) => needed.has(edge))
  const names = nameEdges(parts, nodes, constants)
  const domains = new Set(['', ...nodes.map((node) => node.domain)])

  const model = new Message()
  model.integer(1, irVersion)
  model.string(2, 'mlwright')
  if (parts.options.producerVersion !== undefined) model.string(3, parts.options.producerVersion)
  model.message(7, (graph) => {
    for (const node of nodes) graph.message(1, (message) => writeNode(message, node, names))
    graph.string(2, parts.options.name ?? 'mlwright')
    for (const [edge, bytes] of constants) {
      graph.message(5, (message) => {
        message.string(8, names.get(edge)!)
        message.append(bytes)
      })
    }
    for (const port of parts.inputs) graph.message(11, (message) => writePort(message, port))
    for (const port of parts.outputs) graph.message(12, (message) => writePort(message, port))
  })
  for (const [domain, version] of Object.entries(operatorSetVersions)) {
    if (!domains.has(domain)) continue
    model.message(8, (message) => {
      message.string(1, domain)
      message.integer(2, version)
    })
  }
  return model.finish().slice()
}

/** Nodes are in the order of their making, so one pass from the end finds all that the outputs rest on. */
function neededEdges(parts: Parts): ReadonlySet<Edge> {
  const needed = new Set(parts.outputs.map((port) => port.edge))
  for (const node of parts.nodes.toReversed()) {
    if (!node.outputs.some((edge) => needed.has(edge))) continue
    for (const edge of node.inputs) if (edge !== undefined) needed.add(edge)
  }
  return needed
}

function nameEdges(parts: Parts, nodes: readonly Node[], constants: readonly (readonly [Edge, Uint8Array])[]): ReadonlyMap<Edge, string> {
  const names = new Map<Edge, string>()
  const ports = [...parts.inputs, ...parts.outputs]
  const taken = new Set<string>()
  for (const port of ports) {
    if (port.name === '' || taken.has(port.name)) {
      throw new MlwrightError(
        'INTERNAL',
        `Inputs and outputs of a graph need names of their own, received '${port.name}' ${port.name === '' ? '' : 'twice'}.`,
      )
    }
    taken.add(port.name)
    names.set(port.edge, port.name)
  }
  let prefix = 'v'
  while (ports.some((port) => port.name.startsWith(prefix))) prefix += '_'
  let count = 0
  const nameEdge = (edge: Edge): void => {
    if (!names.has(edge)) names.set(edge, `${prefix}${++count}`)
  }
  for (const [edge] of constants) nameEdge(edge)
  for (const node of nodes) node.outputs.forEach(nameEdge)
  return names
}

function writeNode(message: Message, node: Node, names: ReadonlyMap<Edge, string>): void {
  for (const edge of node.inputs) message.string(1, edge === undefined ? '' : names.get(edge)!)
  for (const edge of node.outputs) message.string(2, names.get(edge)!)
  message.string(4, node.operator)
  for (const [name, attribute] of Object.entries(node.attributes)) message.message(5, (inner) => writeAttribute(inner, name, attribute))
  if (node.domain !== '') message.string(7, node.domain)
}

function writeAttribute(message: Message, name: string, attribute: Attribute): void {
  message.string(1, name)
  const typeField = 20
  if ('float' in attribute) {
    message.float(2, attribute.float)
    message.integer(typeField, 1)
  } else if ('int' in attribute) {
    message.integer(3, attribute.int)
    message.integer(typeField, 2)
  } else if ('string' in attribute) {
    message.string(4, attribute.string)
    message.integer(typeField, 3)
  } else if ('tensor' in attribute) {
    message.bytes(5, encodeTensor(attribute.tensor))
    message.integer(typeField, 4)
  } else if ('floats' in attribute) {
    message.packedFloats(7, attribute.floats)
    message.integer(typeField, 6)
  } else if ('ints' in attribute) {
    message.packedIntegers(8, attribute.ints)
    message.integer(typeField, 7)
  } else {
    for (const text of attribute.strings) message.string(9, text)
    message.integer(typeField, 8)
  }
}

function writePort(message: Message, port: Port): void {
  message.string(1, port.name)
  message.message(2, (type) => {
    type.message(1, (tensor) => {
      tensor.integer(1, elementTypeCodes[port.type])
      const { dims } = port
      if (dims === undefined) return
      tensor.message(2, (shape) => {
        for (const dim of dims) {
          shape.message(1, (dimension) => (typeof dim === 'number' ? dimension.integer(1, dim) : dimension.string(2, dim)))
        }
      })
    })
  })
}

/** FNV-1a: only to find candidates for equality fast. */
function hashOf(bytes: Uint8Array): number {
  let hash = 0x811c9dc5
  for (const byte of bytes) hash = Math.imul(hash ^ byte, 0x01000193)
  return hash >>> 0
}

function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i])
}
